"""Signing in: what is refused, how long it waits, what survives power cuts, changed clocks and guesses in parallel."""

import asyncio
import json
from datetime import datetime, timedelta

import pytest

from kiosk.audit import AuditLog
from kiosk.staff import pin as pins
from kiosk.staff import totp
from kiosk.staff.accounts import AccountError, Accounts
from kiosk.staff.lockout import LONGEST_LOCK, Steady, wait_after
from kiosk.staff.pin import WeakPin
from kiosk.staff.roles import Person, Role
from kiosk.staff.sign_in import Attempt, SignIn, SignInRefused
from kiosk.staff.unlock import Unlock
from kiosk.visit.clock import VIETNAM

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=VIETNAM)
HELPER = Person("07", "Phạm Văn Thử", Role.STAFF)
MECHANIC = Person("9001", "Lê Thị Nghiệm", Role.TECHNICIAN)
PEPPER = b"p" * 32
PIN, WRONG = "290751", "111222"
DAY, YEAR = 86_400, 365.25 * 86_400


class Machine:
    """A machine whose uptime the test moves; `reboot` begins anew."""

    def __init__(self):
        self.up = 100.0

    def __call__(self):
        return self.up

    def reboot(self):
        self.up = 1.0


@pytest.fixture
def quick(monkeypatch):
    """Hash in no time; `checks` counts how often a PIN was looked at."""
    checks = []

    def matches(pin, number, secret, kept):
        checks.append(number)
        return kept == f"{number}:{pin}"

    monkeypatch.setattr(pins, "keep", lambda pin, number, secret: f"{number}:{pin}")
    monkeypatch.setattr(pins, "matches", matches)
    return checks


@pytest.fixture
def machine():
    return Machine()


@pytest.fixture
def open_room(tmp_path, machine):
    opened = []

    def open_again():
        accounts = Accounts(tmp_path / "staff", PEPPER, Steady(machine))
        audit = AuditLog(tmp_path / "audit", "K07")
        opened.extend((accounts, audit))
        return SignIn(accounts, audit, Unlock("K07", tmp_path)), accounts, audit

    yield open_again
    for one in opened:
        one.close()


@pytest.fixture
def room(open_room):
    return open_room()


@pytest.fixture
def door(room, quick):
    door, accounts, _ = room
    accounts.add(HELPER, PIN, with_totp=False)
    return door


async def refused(door, attempt, roles=(Role.STAFF,), at=NOW):
    with pytest.raises(SignInRefused) as said:
        await door.enter(attempt, roles, at)
    return said.value.wait


def acts(audit):
    return [(json.loads(row.body)["act"], json.loads(row.body)["code"]) for row in audit.rows()]


async def test_the_right_pin_opens_and_the_log_says_so(door, room):
    assert await door.enter(Attempt("07", PIN), [Role.STAFF], NOW) == HELPER
    await door.leave(HELPER, "idle")
    assert acts(room[2]) == [("signed_in", ""), ("signed_out", "idle")]


async def test_the_real_hash_and_the_device_secret_decide(room, tmp_path):
    door, accounts, audit = room
    accounts.add(HELPER, PIN, with_totp=False)
    assert await door.enter(Attempt("07", PIN), [Role.STAFF], NOW) == HELPER
    stolen = Accounts(tmp_path / "staff", b"q" * 32)
    await refused(SignIn(stolen, audit, Unlock("K07", tmp_path)), Attempt("07", PIN))
    stolen.close()


def test_an_unknown_number_is_checked_by_the_same_work(room):
    kept = pins.keep(PIN, "07", PEPPER)
    assert kept.split("$")[1:4] == pins.NOBODY.split("$")[1:4] == ["argon2id", "v=19", "m=65536,t=3,p=4"]
    assert not pins.matches(PIN, "07", PEPPER, pins.NOBODY)


async def test_an_unknown_number_waits_like_a_known_one(door, machine, quick):
    waits = {"07": [], "08": []}
    for _ in range(12):
        for number, seen in waits.items():
            seen.append(await refused(door, Attempt(number, WRONG)))
        machine.up += LONGEST_LOCK
    assert waits["07"] == waits["08"] == [wait_after(n) for n in range(1, 13)]
    assert quick.count("07") == quick.count("08") == 12


async def test_while_it_waits_not_even_the_right_pin_is_looked_at(door, machine, quick):
    await refused(door, Attempt("07", WRONG))
    machine.up += 0.5
    assert await refused(door, Attempt("07", PIN)) == pytest.approx(0.5)
    assert len(quick) == 1
    machine.up += 0.6
    assert await door.enter(Attempt("07", PIN), [Role.STAFF], NOW) == HELPER
    assert await refused(door, Attempt("07", WRONG)) == 1  # the right PIN began the count anew


async def test_guesses_in_parallel_are_one_guess(open_room, door, quick):
    doors = [open_room()[0] for _ in range(6)]
    said = await asyncio.gather(
        *(one.enter(Attempt("07", WRONG), [Role.STAFF], NOW) for one in doors), return_exceptions=True
    )
    assert all(isinstance(one, SignInRefused) for one in said)
    assert len(quick) == 1


async def test_a_lock_survives_a_power_cut_and_a_clock_set_forward(open_room, door, machine, quick):
    for _ in range(5):
        machine.up += 10
        await refused(door, Attempt("07", WRONG))
    machine.reboot()
    again, _, _ = open_room()
    later = NOW + timedelta(days=400)
    assert await refused(again, Attempt("07", PIN), at=later) > 880
    machine.up += 901
    assert await again.enter(Attempt("07", PIN), [Role.STAFF], later) == HELPER


async def test_pulling_the_plug_before_the_check_is_no_free_guess(open_room, door, monkeypatch):
    with monkeypatch.context() as cut:
        cut.setattr(pins, "matches", lambda *_: (_ for _ in ()).throw(OSError("power")))
        with pytest.raises(OSError, match="power"):
            await door.enter(Attempt("07", WRONG), [Role.STAFF], NOW)
    again, _, _ = open_room()
    assert await refused(again, Attempt("07", PIN)) > 0


def test_a_machine_switched_off_every_night_comes_to_the_end_of_a_day_long_lock(room, machine):
    _, accounts, _ = room
    with accounts.write() as connection:
        began = accounts.steady.now(connection)
    for _ in range(3):
        for _ in range(10):
            machine.up += 3600
            accounts.keep_time()
        machine.reboot()
    with accounts.write() as connection:
        assert LONGEST_LOCK <= accounts.steady.now(connection) - began <= 30 * 3600 + 10


def test_time_never_goes_back_and_never_jumps(room, machine):
    _, accounts, _ = room
    seen = []
    for up in (100, 200, 5, 6, 150, 3, 400):
        machine.up = float(up)
        with accounts.write() as connection:
            seen.append(accounts.steady.now(connection))
    assert seen == sorted(seen)
    assert seen[-1] - seen[0] <= 100 + 150 + 400


async def test_a_million_guesses_at_the_fastest_pace_take_more_than_fifty_years(door, machine):
    spent = 0.0
    for guess in range(1, 41):  # the service itself, as far as every lock-out has another length
        wait = await refused(door, Attempt("07", WRONG))
        assert wait == wait_after(guess)
        assert await refused(door, Attempt("07", PIN)) > 0
        spent += wait
        machine.up += wait
    assert wait_after(40) == LONGEST_LOCK
    spent += sum(wait_after(guess) for guess in range(41, 1_000_001))
    assert spent / YEAR > 50


async def test_a_role_opens_its_own_door_only(door):
    assert await refused(door, Attempt("07", PIN), roles=[Role.TECHNICIAN]) > 0


async def test_a_technician_needs_the_code_and_a_code_serves_once(room, quick, machine):
    door, accounts, _ = room
    with pytest.raises(AccountError, match="TOTP"):
        accounts.add(MECHANIC, PIN, with_totp=False)
    salt = accounts.add(MECHANIC, PIN, with_totp=True)
    secret = totp.secret_of(PEPPER, "9001", salt)
    code = totp.TOTP(secret, 6, totp.SHA1(), 30).generate(int(NOW.timestamp())).decode()
    assert "otpauth://totp/" in accounts.totp_address("9001", salt, "K07")
    for wrong in ("", "000000", "ộ23456"):
        machine.up += LONGEST_LOCK
        await refused(door, Attempt("9001", PIN, wrong), [Role.TECHNICIAN])
    machine.up += LONGEST_LOCK
    assert await door.enter(Attempt("9001", PIN, code), [Role.TECHNICIAN], NOW) == MECHANIC
    await refused(door, Attempt("9001", PIN, code), [Role.TECHNICIAN])
    machine.up += LONGEST_LOCK
    late = NOW + timedelta(minutes=2)
    await refused(door, Attempt("9001", PIN, code), [Role.TECHNICIAN], at=late)


def test_the_codes_are_those_of_the_standard():
    """RFC 6238, appendix B: SHA-1, 8 digits cut to 6."""
    secret = b"12345678901234567890"
    for at, code in ((59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037")):
        assert totp.accepted_step(secret, code, at, used=0) == at // 30
        assert totp.accepted_step(secret, code, at + 30, used=0) == at // 30
        assert totp.accepted_step(secret, code, at + 90, used=0) is None


@pytest.mark.parametrize("pin", ["12345", "111111", "123456", "987654", "121212", "29075a", "٢٩٠٧٥١", "290751" * 3])
def test_easy_pins_are_refused(pin):
    with pytest.raises(WeakPin):
        pins.check_strength(pin, "07")


async def test_there_is_no_account_and_no_pin_beforehand(room, quick):
    door, accounts, _ = room
    assert accounts.all() == ()
    for number in ("", "00", "01", "07", "000000", "admin"):
        await refused(door, Attempt(number, "000000"))


async def test_a_reset_lifts_the_lock_and_changes_the_pin(door, room):
    for _ in range(3):
        with pytest.raises(SignInRefused):
            await door.enter(Attempt("07", WRONG), [Role.STAFF], NOW)
    room[1].reset("07", "804613")
    assert await door.enter(Attempt("07", "804613"), [Role.STAFF], NOW) == HELPER
    room[1].remove("07")
    await refused(door, Attempt("07", "804613"))


def test_a_pepper_whose_making_was_cut_off_is_made_anew_and_never_empty(tmp_path, monkeypatch):
    def cut(_):
        raise OSError("power")

    with monkeypatch.context() as patch:
        patch.setattr(pins.secrets, "token_bytes", cut)
        with pytest.raises(OSError, match="power"):
            pins.pepper(tmp_path)
    assert len(pins.pepper(tmp_path)) == 32


def test_the_pepper_is_made_once_and_for_this_user_only(tmp_path, monkeypatch):
    first = pins.pepper(tmp_path)
    assert pins.pepper(tmp_path) == first
    assert len(first) == 32
    assert (tmp_path / "staff-pepper.key").stat().st_mode & 0o777 == 0o600
    (tmp_path / "staff-pepper").write_bytes(b"from the credential")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert pins.pepper(tmp_path) == b"from the credential"
