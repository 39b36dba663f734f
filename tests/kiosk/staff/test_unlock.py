"""The telephone way in: what the help desk's digits open, once, and what they never open."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from kiosk.audit import AuditLog
from kiosk.staff.accounts import Accounts
from kiosk.staff.lockout import Steady, wait_after
from kiosk.staff.roles import Person, Role
from kiosk.staff.sign_in import Attempt, SignIn, SignInRefused
from kiosk.staff.unlock import LIFE, TRIES, Unlock
from kiosk.visit.clock import VIETNAM
from sync.unlock import Challenge, UnlockError, answer, keep_secret, ocra

LONG_AGO = datetime(1970, 1, 1, 7, tzinfo=VIETNAM)
"""What a kiosk with an empty battery believes."""
TECHNICIAN, CLERK = Person("21", "Đỗ Văn Kỹ", Role.TECHNICIAN), Person("07", "Phạm Văn Thử", Role.STAFF)
SECRET, OTHER = b"s" * 32, b"t" * 32
YEAR = 365.25 * 86_400


class Kiosk:
    """One kiosk that can be switched off and on; its uptime is the test's."""

    def __init__(self, folder):
        self.folder, self.up = folder, 100.0
        self.begin()

    def begin(self):
        self.accounts = Accounts(self.folder / "staff", b"p" * 32, Steady(lambda: self.up))
        self.audit = AuditLog(self.folder / "audit", "K07")
        self.door = SignIn(self.accounts, self.audit, Unlock("K07", self.folder / "keys"))

    def end(self):
        self.accounts.close()
        self.audit.close()

    def power_cut(self):
        self.end()
        self.up = 1.0
        self.begin()

    async def try_(self, typed, number="21"):
        return await self.door.enter(Attempt(number, answer=typed), list(Role), LONG_AGO)

    async def refused(self, typed, number="21"):
        with pytest.raises(SignInRefused) as said:
            await self.try_(typed, number)
        return said.value.wait

    def acts(self):
        return [(one["act"], one["code"]) for one in (json.loads(row.body) for row in self.audit.rows())]


@pytest.fixture
def kiosk(tmp_path):
    (tmp_path / "keys").mkdir()
    keep_secret(tmp_path / "keys", "K07", SECRET)
    one = Kiosk(tmp_path)
    one.accounts.add(TECHNICIAN, "290751", with_totp=True)
    one.accounts.add(CLERK, "290751", with_totp=False)
    yield one
    one.end()


def told(text, secret=SECRET, role="technician"):
    """What the help desk says."""
    return answer(secret, Challenge.parse(text), role)


async def test_the_answer_opens_once_whatever_the_clock_says(kiosk):
    said = told(await kiosk.door.challenge("21"))
    assert await kiosk.try_(said) == TECHNICIAN
    await kiosk.refused(said)
    kiosk.up += 2
    assert told(await kiosk.door.challenge("21")) != said
    assert kiosk.acts()[:2] == [("unlock_asked", ""), ("signed_in", "help_desk")]


async def test_a_power_cut_ends_neither_the_challenge_nor_the_wait(kiosk):
    text = await kiosk.door.challenge("21")
    for _ in range(2):
        kiosk.up += 10
        await kiosk.refused("00000000")
    kiosk.power_cut()
    assert await kiosk.door.challenge("21") == text
    assert await kiosk.refused(told(text)) == pytest.approx(1.0, abs=0.1)  # a second of the two passed since the cut
    kiosk.up += 3
    assert await kiosk.try_(told(text)) == TECHNICIAN


@pytest.mark.parametrize(
    "wrong",
    [
        lambda text: told(text, secret=OTHER),
        lambda text: told(text, role="staff"),
        lambda text: told(str(Challenge("K08", "21", Challenge.parse(text).nonce))),
        lambda text: told(str(Challenge("K07", "22", Challenge.parse(text).nonce))),
        lambda text: told(str(Challenge.make("K07", "21"))),
        lambda text: "",
    ],
    ids=["kiosk's secret", "role", "kiosk's name", "account", "challenge", "nothing"],
)
async def test_an_answer_for_anything_else_opens_nothing(kiosk, wrong):
    await kiosk.refused(wrong(await kiosk.door.challenge("21")))


async def test_a_clerk_and_nobody_are_asked_the_same_and_let_in_by_nothing(kiosk):
    for number in ("07", "99"):
        text = await kiosk.door.challenge(number)
        assert await kiosk.door.challenge(number) == text
        await kiosk.refused(told(text), number)
        kiosk.up += 2
        await kiosk.refused(told(text, role="staff"), number)


async def test_wrong_tries_end_the_challenge_and_wait_as_a_pin_does(kiosk):
    text = await kiosk.door.challenge("21")
    for failures in range(1, TRIES + 1):
        wait = await kiosk.refused("00000000")
        assert wait == wait_after(failures)
        assert await kiosk.refused(told(text)) > 0  # while it waits the right one is not looked at
        kiosk.up += wait
    await kiosk.refused(told(text))
    assert await kiosk.door.challenge("21") != text


async def test_pins_and_answers_are_counted_together(kiosk):
    text = await kiosk.door.challenge("21")
    for _ in range(5):
        kiosk.up += 10
        with pytest.raises(SignInRefused):
            await kiosk.door.enter(Attempt("21", "111222"), list(Role), LONG_AGO)
    assert await kiosk.refused(told(text)) > 800


async def test_a_challenge_ends_after_a_day(kiosk):
    text = await kiosk.door.challenge("21")
    kiosk.up += LIFE + 1
    await kiosk.refused(told(text))
    assert await kiosk.door.challenge("21") != text


def test_guessing_takes_more_than_fifty_years_for_one_in_a_hundred():
    guesses, spent = 0, 0.0
    while spent < 50 * YEAR:
        guesses += 1
        spent += wait_after(guesses)
    assert guesses / 10**8 < 0.01


async def test_a_kiosk_that_never_enrolled_asks_nothing(kiosk, tmp_path):
    (tmp_path / "keys" / "K07-unlock-1.key").unlink()
    assert await kiosk.door.challenge("21") == ""
    await kiosk.refused("00000000")
    assert ("unlock_asked", "") not in kiosk.acts()


def test_a_challenge_is_read_as_it_is_said_and_a_slip_of_the_tongue_is_noticed():
    one = Challenge("K07", "21", "7K3M01XDV")
    text = str(one)
    assert Challenge.parse(text.lower().replace("0", "o", 2).replace("ko7", "k07").replace("1x", "lx")) == one
    for wrong in (text[:-1], text.replace("7K3", "7K4"), text.replace("-21-", "-22-"), "", "K07", "K07-21", "x" * 99):
        with pytest.raises(UnlockError):
            Challenge.parse(wrong)


def test_the_digits_are_those_of_the_standard():
    """RFC 6287, appendix C.3: plain signature with SHA-256."""
    secret = b"12345678901234567890123456789012"
    for question, digits in (("SIG10000", "53095496"), ("SIG11000", "04110475"), ("SIG12000", "31331128")):
        assert ocra("OCRA-1:HOTP-SHA256-8:QA08", secret, question) == digits
