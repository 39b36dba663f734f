"""`kiosk portal user`: who may log in at the desk; guessing is slowed by locks that the clock opens."""

from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sync.reference_portal.desk.accounts import FIRST_LOCK, IDLE, LONGEST_LOCK, AccountError, Accounts, Role
from sync.reference_portal.tables import PortalDatabase
from tests.sync.envelopes import NOON
from ui.cli import portal

RUN = CliRunner()
PASSWORD = "đèn-dầu-lá-chuối"


class Hall:
    """Accounts under a clock that tests turn."""

    def __init__(self, folder: Path) -> None:
        self.now = NOON
        self.accounts = Accounts(PortalDatabase(f"sqlite:///{folder / 'portal.db'}"), lambda: self.now)

    def guess(self, times: int) -> None:
        for _ in range(times):
            assert self.accounts.log_in("an", "a wrong guess") is None


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    made = Hall(tmp_path)
    made.accounts.add("an", PASSWORD, Role.CLERK)
    return made


def test_accounts_are_made_listed_and_closed(tmp_path):
    def run(*words: str, typed: str = ""):
        return RUN.invoke(portal.app, ["user", *words, "--folder", str(tmp_path)], input=typed)

    assert run("add", "an", "--role", "supervisor", typed=f"{PASSWORD}\n").exit_code == 0
    assert run("add", "an", typed=f"{PASSWORD}\n").exit_code == 1  # taken
    assert run("add", "binh", typed="short\n").exit_code == 1
    assert run("add", "a b", typed=f"{PASSWORD}\n").exit_code == 1
    assert run("add", "chi", "--role", "king", typed=f"{PASSWORD}\n").exit_code == 2
    assert run("list").stdout == "an  supervisor\n"
    assert (run("remove", "an").exit_code, run("remove", "an").exit_code) == (0, 1)
    assert not any(PASSWORD.encode() in file.read_bytes() for file in tmp_path.iterdir())


def test_a_lock_opens_after_its_time_and_doubles(hall):
    hall.guess(5)
    assert hall.accounts.log_in("an", PASSWORD) is None
    hall.now += FIRST_LOCK
    hall.guess(5)
    hall.now += FIRST_LOCK
    assert hall.accounts.log_in("an", PASSWORD) is None
    hall.now += FIRST_LOCK
    assert hall.accounts.log_in("an", PASSWORD)
    hall.guess(4)
    assert hall.accounts.log_in("an", PASSWORD)  # the count began anew


def test_no_lock_is_longer_than_a_day(hall):
    for _ in range(9):
        hall.guess(5)
        hall.now += LONGEST_LOCK
    assert hall.accounts.log_in("an", PASSWORD)


def test_an_unused_session_ends_and_a_used_one_lives(hall):
    token = hall.accounts.log_in("an", PASSWORD)
    for _ in range(3):
        hall.now += IDLE - timedelta(minutes=1)
        assert hall.accounts.session(token).role is Role.CLERK
    hall.now += IDLE + timedelta(seconds=1)
    assert hall.accounts.session(token) is None


def test_closing_an_account_ends_its_sessions(hall):
    token = hall.accounts.log_in("an", PASSWORD)
    assert hall.accounts.session(token) is not None
    hall.accounts.remove("an")
    assert hall.accounts.session(token) is None and hall.accounts.session("") is None


@pytest.mark.parametrize("name", ["", "a b", "<b>", "1an", "an\n"])
def test_names_are_plain(hall, name):
    with pytest.raises(AccountError):
        hall.accounts.add(name, PASSWORD, Role.CLERK)
