"""Whoever is signed in does only what the role may, asked by the service itself and kept in the log (T17)."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest
from emulated_kiosk import emulated_kiosk

from kiosk import assembly
from kiosk.staff.accounts import Accounts
from kiosk.staff.pin import pepper
from kiosk.staff.roles import Person, Right, Role, may
from kiosk.visit.desk import events as de
from kiosk.visit.desk.desk import NEEDS
from kiosk.visit.desk.view import Notice
from tests.kiosk.technician.test_bench import PIN, Room

NEVER = {
    Role.STAFF: {Right.TEST_DEVICES, Right.CHANGE_SETTINGS, Right.EXPORT_DIAGNOSTICS, Right.ENROL},
    Role.TECHNICIAN: {Right.VOUCH, Right.ASSIST, Right.IDENTIFY_BY_PAPER, Right.HAND_OVER, Right.REPRINT, Right.ERASE},
    Role.POST: {Right.VOUCH, Right.IDENTIFY_BY_PAPER, Right.ERASE, Right.CLOSE, Right.TEST_DEVICES, Right.ENROL},
}
"""What the law and the guide keep apart, written down a second time."""
NUMBER = "K07-260916-0123-K"
EVENTS = {de.Reprint: (NUMBER,), de.Erase: (NUMBER,), de.Vouch: (True,)}


@pytest.mark.parametrize("role", Role)
def test_what_must_be_kept_apart_is(role):
    assert [right for right in NEVER[role] if may(role, right)] == []


@asynccontextmanager
async def at_the_desk(folder, role):
    async with emulated_kiosk(folder) as emulated:
        settings = emulated.settings
        accounts = Accounts(settings.state / "staff", pepper(settings.state / "keys"))
        accounts.add(Person("31", "Phạm Thị Thử", role), PIN, with_totp=False)
        accounts.close()
        async with assembly.running(settings) as kiosk:
            room = Room(emulated, kiosk, b"")
            room.visit.send(de.OpenDesk())
            await room.until(lambda now: now.desk is not None)
            room.visit.send(de.SignInAs("31", PIN))
            await room.until(lambda now: now.desk is not None and now.desk.person is not None and not now.desk.working)
            yield room


async def test_the_service_refuses_what_the_post_may_not_and_keeps_it(tmp_path):
    asked = [
        event for event, right in NEEDS.items() if not may(Role.POST, right) and event not in (de.IdentifyByPaper,)
    ]
    assert len(asked) >= 6
    async with at_the_desk(tmp_path, Role.POST) as room:
        for event in asked:
            room.visit.send(event(*EVENTS.get(event, ())))
            await room.until(lambda now: now.desk.notice is Notice.NOT_ALLOWED and not now.desk.working)
            room.visit.send(de.TurnTo(room.now.desk.page))
            await room.until(lambda now: now.desk.notice is None)
        assert room.acts().count("refused") == len(asked)
        assert {"erased", "slip_reprinted", "closed"} & set(room.acts()) == set()
