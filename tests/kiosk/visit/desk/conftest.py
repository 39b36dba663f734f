"""A visit with the staff's desk beside it: accounts whose PINs hash in no time, and a log to look into."""

import json
from dataclasses import dataclass, field

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.audit import AuditLog
from kiosk.indicators.counters import Counters
from kiosk.staff import pin as pins
from kiosk.staff.accounts import Accounts
from kiosk.staff.lockout import Steady
from kiosk.staff.roles import Person, Role
from kiosk.staff.sign_in import SignIn
from kiosk.staff.unlock import Unlock
from kiosk.visit.counting import Counting
from kiosk.visit.desk import events as de
from kiosk.visit.desk.consents import ConsentRows
from kiosk.visit.desk.desk import StaffDesk
from kiosk.visit.desk.door import DeskMeans
from sync.jws import SigningKey

PIN = "290751"
PEOPLE = {
    Role.STAFF: Person("07", "Phạm Văn Thử", Role.STAFF),
    Role.POST: Person("08", "Lê Thị Nghiệm", Role.POST),
    Role.TECHNICIAN: Person("09", "Trần Văn Thử", Role.TECHNICIAN),
}


@dataclass
class Room:
    """What stands behind the desk."""

    audit: AuditLog
    counters: Counters
    accounts: Accounts
    states: dict
    handed_on: list = field(default_factory=list)
    """Technicians who signed in, for the bench to take over."""
    uptime: float = 100.0

    def acts(self):
        """The rows of what staff did, as (act, account, about, code)."""
        said = [json.loads(row.body) for row in self.audit.rows()]
        said = [one for one in said if not one["act"].startswith("consent_")]
        return [(one["act"], one["account"], one["about"], one["code"]) for one in said]


@pytest.fixture
def room(tmp_path, monkeypatch):
    monkeypatch.setattr(pins, "keep", lambda pin, number, secret: f"{number}:{pin}")
    monkeypatch.setattr(pins, "matches", lambda pin, number, secret, kept: kept == f"{number}:{pin}")
    monkeypatch.setattr("kiosk.staff.totp.accepted_step", lambda secret, code, at, used: used + 1)
    audit = AuditLog(tmp_path / "audit", "K07")
    accounts = Accounts(tmp_path / "staff", b"p" * 32, Steady(lambda: room.uptime))
    for person in PEOPLE.values():
        accounts.add(person, PIN, with_totp=person.role is Role.TECHNICIAN)
    room = Room(
        audit,
        Counters(tmp_path / "indicators"),
        accounts,
        dict.fromkeys(("card_reader", "code_scanner", "receipt_printer")),
    )
    yield room
    audit.close()
    accounts.close()
    room.counters.close()


@pytest.fixture
def desks(room):
    def make(outbox, folder):
        means = DeskMeans(
            sign_in=SignIn(room.accounts, room.audit, Unlock("K07", folder / "keys")),
            audit=room.audit,
            outbox=outbox,
            states=lambda: room.states,
            slip_key=SigningKey("K07-slip-1", Ed25519PrivateKey.generate()),
            counters=room.counters,
            closed_flag=folder / "closed",
            technician=room.handed_on.append,
        )
        watchers = (lambda visit: ConsentRows(visit, room.audit), lambda visit: Counting(visit, room.counters))
        return [lambda visit: StaffDesk(visit, means), *watchers]

    return make


@pytest.fixture
def sign_in(stage, room):
    """Signs somebody in at the screen as it stands."""

    async def enter(role=Role.STAFF):
        await stage.tell(de.OpenDesk(), de.SignInAs(PEOPLE[role].number, PIN))
        await stage.until(lambda now: now.desk is not None and now.desk.person is not None and not now.desk.working)

    return enter


@pytest.fixture
def done(stage):
    """Waits until the desk has done what it was told."""

    async def wait(*events):
        await stage.tell(*events)
        await stage.until(lambda now: now.desk is None or not now.desk.working)
        await stage.rest()

    return wait
