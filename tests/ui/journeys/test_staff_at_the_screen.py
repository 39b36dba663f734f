"""A member of staff at the real screen, by touch: signs in on the shuffled pad, helps who agrees, locks up."""

from __future__ import annotations

import json
from pathlib import Path

from kiosk.audit import AuditLog
from kiosk.staff.accounts import Accounts
from kiosk.staff.pin import pepper
from kiosk.staff.roles import Person, Role
from kiosk.visit.states import State
from tests.ui.kiosk_room import Room, walking
from tests.ui.kiosk_screen import Opened, opened
from ui.touch.demo.walk import GROUP, PROCEDURE, Walker

PIN = "290751"
NAME = "Phạm Văn Thử"


def add_account(room: Room) -> None:
    assert room.hall is not None
    state = room.hall.kiosk.settings.state
    accounts = Accounts(state / "staff", pepper(state / "keys"))
    accounts.add(Person("07", NAME, Role.STAFF), PIN, with_totp=False)
    accounts.close()


def sign_in(screen: Opened, walker: Walker, pin: str = PIN) -> None:
    """From "Gọi cán bộ" to the last key of the pad."""
    screen.finger.touch("Gọi cán bộ")
    screen.finger.touch("Đã gọi")
    screen.finger.touch("Tôi là cán bộ")
    walker.wait(lambda now: now.desk is not None and len(now.desk.pad) == 10, "the pad")
    type_in(screen, pin)


def type_in(screen: Opened, pin: str) -> None:
    for digits, key in (("07", "Tiếp"), (pin, "Tiếp"), ("", "Vào")):
        for digit in digits:
            screen.finger.touch(digit)
        screen.finger.touch(key)


def acts(room: Room) -> list[str]:
    assert room.hall is not None
    log = AuditLog(room.hall.kiosk.settings.state / "audit", "K07")
    said = [json.loads(row.body)["act"] for row in log.rows()]
    log.close()
    return said


def test_staff_sign_in_from_welcome_and_lock_the_board(tmp_path: Path) -> None:
    with opened() as screen, walking(screen, tmp_path) as (walker, room):
        add_account(room)
        sign_in(screen, walker)
        walker.wait(lambda now: now.desk is not None and now.desk.person is not None, "the board")
        assert screen.sees(NAME)
        assert not screen.finger.find("Gọi cán bộ")
        screen.finger.touch("Thiết bị")
        screen.finger.until(lambda: screen.sees("Đầu đọc thẻ"))
        screen.finger.touch("Xong, khóa bảng")
        walker.reach(State.WELCOME)
        assert not screen.sees(NAME)
        screen.finger.until(lambda: acts(room) == ["signed_in", "call_answered", "signed_out"])


def test_a_wrong_pin_is_refused_and_the_way_back_leads_to_welcome(tmp_path: Path) -> None:
    with opened() as screen, walking(screen, tmp_path) as (walker, room):
        add_account(room)
        sign_in(screen, walker, "111222")
        screen.finger.until(lambda: screen.sees("Chưa đăng nhập được"))
        assert "111222" not in "".join(screen.texts())
        screen.finger.touch("Quay lại")
        walker.reach(State.WELCOME)
        assert acts(room) == ["sign_in_refused"]


def test_staff_help_with_the_form_after_the_citizen_agreed(tmp_path: Path) -> None:
    with opened() as screen, walking(screen, tmp_path) as (walker, room):
        add_account(room)
        walker.reach(State.WELCOME)
        screen.finger.touch("Làm thủ tục")
        walker.reach(State.CATALOGUE)
        walker.choose(GROUP, PROCEDURE)
        walker.check(lambda _: None)
        walker.identify(room.lay_card, lambda _: None)
        walker.agree(lambda _: None)
        walker.reach(State.FILL)
        sign_in(screen, walker)
        walker.wait(lambda now: now.desk is not None and now.desk.person is not None, "the citizen's side")
        assert not screen.sees("Trần Thị Mẫu")
        screen.finger.touch("Giúp khai (hỏi ý người dân)")
        screen.finger.touch("Tôi đồng ý")
        walker.wait(lambda now: now.desk is None and now.helped_by == NAME, "the help")
        screen.finger.touch("Đang giúp")
        screen.finger.touch("Tôi tự khai tiếp")
        walker.wait(lambda now: now.helped_by == "", "the citizen alone")
        screen.finger.until(lambda: {"assist_agreed", "assist_ended"} <= set(acts(room)))
