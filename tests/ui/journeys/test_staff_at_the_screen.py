"""A member of staff at the real screen, by touch: signs in on the shuffled pad, helps who agrees, locks up."""

from __future__ import annotations

import json
from pathlib import Path

from kiosk.audit import AuditLog
from kiosk.staff.accounts import Accounts
from kiosk.staff.pin import pepper
from kiosk.staff.roles import Person, Role
from kiosk.visit.states import State
from sync.unlock import Challenge, answer, keep_secret
from tests.ui.kiosk_room import Room, walking
from tests.ui.kiosk_screen import Opened, opened
from ui.touch.demo.walk import GROUP, PROCEDURE, Walker

PIN = "290751"
NAME = "Phạm Văn Thử"
SECRET = b"s" * 32


def add_account(room: Room, number: str = "07", role: Role = Role.STAFF) -> None:
    assert room.hall is not None
    state = room.hall.kiosk.settings.state
    accounts = Accounts(state / "staff", pepper(state / "keys"))
    accounts.add(Person(number, NAME, role), PIN, with_totp=role is Role.TECHNICIAN)
    accounts.close()


def sign_in(screen: Opened, walker: Walker, pin: str = PIN) -> None:
    """From "Gọi cán bộ" to the last key of the pad."""
    to_the_pad(screen, walker)
    for digits, key in (("07", "Tiếp"), (pin, "Tiếp"), ("", "Vào")):
        press(screen, digits, key)


def to_the_pad(screen: Opened, walker: Walker) -> None:
    screen.finger.touch("Gọi cán bộ")
    screen.finger.touch("Đã gọi")
    screen.finger.touch("Tôi là cán bộ")
    walker.wait(lambda now: now.desk is not None and len(now.desk.pad) == 10, "the pad")


def press(screen: Opened, digits: str, key: str) -> None:
    for one in (*digits, key):
        screen.finger.touch(one)


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


def test_a_technician_without_a_pin_is_let_in_by_the_help_desk(tmp_path: Path) -> None:
    with opened() as screen, walking(screen, tmp_path) as (walker, room):
        add_account(room, "21", Role.TECHNICIAN)
        assert room.hall is not None
        keep_secret(room.hall.kiosk.settings.state / "keys", "K07", SECRET)
        to_the_pad(screen, walker)
        press(screen, "21", "Tiếp")
        screen.finger.touch("Kỹ thuật viên không có mã: gọi tỉnh")
        walker.wait(lambda now: now.desk is not None and now.desk.challenge != "", "the challenge")
        assert walker.now.desk is not None
        challenge = walker.now.desk.challenge
        screen.finger.until(lambda: screen.sees(challenge[-11:]))
        press(screen, "00000000", "Vào")
        screen.finger.until(lambda: screen.sees("Thử lại sau"))
        screen.finger.until(lambda: screen.sees("Có thể thử lại bây giờ."))
        press(screen, answer(SECRET, Challenge.parse(challenge), "technician"), "Vào")
        walker.reach(State.TECHNICIAN)
        screen.finger.touch("Xong, khóa")
        walker.reach(State.WELCOME)
        assert acts(room) == ["unlock_asked", "sign_in_refused", "signed_in", "signed_out"]


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
