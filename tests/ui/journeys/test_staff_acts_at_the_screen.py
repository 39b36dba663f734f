"""What staff do at the real screen, by touch: each act is done, kept in the log, and leaves the screen in order."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtQuick import QQuickItem

from kiosk.staff.roles import Role
from kiosk.visit.snapshot import SlipState
from kiosk.visit.states import State
from sync.delivery import State as Delivery
from tests.ui.journeys.test_staff_at_the_screen import acts, add_account, sign_in
from tests.ui.kiosk_room import Room, walking
from tests.ui.kiosk_screen import Opened, opened
from ui.touch.demo.walk import GROUP, PROCEDURE, Walker
from ui.touch.shell.reading import is_seen


def at_the_board(screen: Opened, walker: Walker) -> None:
    sign_in(screen, walker)
    walker.wait(lambda now: now.desk is not None and now.desk.person is not None, "the board")
    at_rest(walker)


def at_rest(walker: Walker) -> None:
    """Wait until the board takes the next touch: a paper lies in the tray before the machine knows that it does."""
    walker.wait(lambda now: now.desk is not None and not now.desk.working, "the act done")


def printed(room: Room, walker: Walker, count: int) -> None:
    assert room.hall is not None
    slips = room.hall.slips
    walker.wait(lambda _: len(slips) == count, "the slip")
    at_rest(walker)


def file_one(walker: Walker, room: Room) -> str:
    """A citizen files a dossier, takes the slip and goes; returns its local number."""
    walker.walk(room.lay_card, lambda _: None, Delivery.QUEUED)
    walker.wait(lambda now: now.submitted is not None and now.submitted.slip is SlipState.PRINTED, "the slip")
    assert walker.now.submitted is not None
    number = walker.now.submitted.local_number
    assert room.hall is not None
    room.hall.take_card()
    walker.turn("Xong, kết thúc")
    walker.reach(State.WELCOME)
    return number


def choose(walker: Walker) -> None:
    walker.reach(State.WELCOME)
    walker.turn("Làm thủ tục")
    walker.reach(State.CATALOGUE)
    walker.choose(GROUP, PROCEDURE)
    walker.check(lambda _: None)


def write(screen: Opened, label: str, text: str) -> None:
    """Turn to the box under a label, touch it and type, as a hardware keyboard does."""
    while (found := box(screen, label)) is None:
        screen.finger.touch("Xem tiếp")
    screen.finger.touch_at(found, 0.5)
    for letter in text:
        screen.finger.write(letter)
    while screen.finger.touch("Xong", "Ô sau") != "Xong":
        pass


def box(screen: Opened, label: str) -> QQuickItem | None:
    boxes = (i for i in screen.items() if i.property("label") == label and i.inherits("QQuickTextInput"))
    return next((i for i in boxes if is_seen(i)), None)


def test_the_board_by_touch(tmp_path: Path) -> None:
    with opened() as screen, walking(screen, tmp_path) as (walker, room):
        add_account(room)
        assert room.hall is not None
        number = file_one(walker, room)
        before = len(room.hall.slips)
        at_the_board(screen, walker)
        screen.finger.until(lambda: screen.sees(number))
        assert not screen.sees("Mẫu")
        screen.finger.touch("In lại")
        printed(room, walker, before + 1)
        screen.finger.touch("Thử gửi lại tất cả ngay")
        screen.finger.until(lambda: screen.sees("Đã làm xong."))
        at_rest(walker)
        screen.finger.touch("Số liệu")
        screen.finger.until(lambda: screen.sees("Lượt dùng"))
        screen.finger.touch("In phiếu")
        screen.finger.touch("In báo cáo trong ngày")
        printed(room, walker, before + 2)
        write(screen, "Số phiếu tại máy", number.lower())
        screen.finger.touch("In lại phiếu")
        printed(room, walker, before + 3)
        screen.finger.touch("Xóa hồ sơ theo yêu cầu")
        screen.finger.until(lambda: screen.sees("Xóa hẳn hồ sơ này khỏi máy?"))
        screen.finger.touch("Không, giữ lại")
        screen.finger.touch("Xóa hồ sơ theo yêu cầu")
        screen.finger.touch("Xóa hẳn")
        screen.finger.until(lambda: screen.sees("Đã làm xong."))
        at_rest(walker)
        screen.finger.touch("Dữ liệu")
        screen.finger.until(lambda: screen.sees("Dòng nhật ký cán bộ"))
        screen.finger.touch("Tạm ngừng")
        screen.finger.touch("Thiết bị")
        screen.finger.until(lambda: screen.sees("Máy đang tạm ngừng"))
        screen.finger.touch("Xong, khóa bảng")
        walker.reach(State.CLOSED)
        at_the_board(screen, walker)
        screen.finger.touch("Mở lại máy")
        screen.finger.until(lambda: screen.finger.find("Tạm ngừng") is not None)
        screen.finger.touch("Xong, khóa bảng")
        walker.reach(State.WELCOME)
        done = [act for act in acts(room) if not act.startswith(("consent", "signed", "call"))]
        assert done == [
            "slip_reprinted",
            "sent_again",
            "report_printed",
            "slip_reprinted",
            "erased",
            "holdings_shown",
            "closed",
            "reopened",
        ]


def test_the_post_has_its_list_and_no_more(tmp_path: Path) -> None:
    with opened() as screen, walking(screen, tmp_path) as (walker, room):
        add_account(room, role=Role.POST)
        assert room.hall is not None
        at_the_board(screen, walker)
        assert screen.finger.find("Tạm ngừng") is None
        assert screen.finger.find("Dữ liệu") is None
        screen.finger.touch("In phiếu")
        screen.finger.until(lambda: screen.finger.find("In phiếu bàn giao bưu điện") is not None)
        assert screen.finger.find("Xóa hồ sơ") is None
        screen.finger.touch("In phiếu bàn giao bưu điện")
        screen.finger.until(lambda: len(room.hall.slips) == 1)
        assert "post_list_printed" in acts(room)


def test_beside_a_citizen_by_touch(tmp_path: Path) -> None:
    with opened() as screen, walking(screen, tmp_path) as (walker, room):
        add_account(room)
        choose(walker)
        walker.identify(room.lay_card, lambda _: None)
        walker.agree(lambda _: None)
        walker.reach(State.FILL)
        at_the_board(screen, walker)
        screen.finger.touch("Đúng chủ thẻ")
        screen.finger.until(lambda: screen.sees("Đã xác nhận đúng chủ thẻ"))
        screen.finger.touch("Chuyển phần đã khai ra quầy")
        walker.reach(State.DONE)
        assert walker.now.submitted is not None
        assert walker.now.submitted.unfinished
        assert {"holder_confirmed", "handed_to_counter"} <= set(acts(room))


def test_a_person_is_taken_from_a_paper_by_touch(tmp_path: Path) -> None:
    with opened() as screen, walking(screen, tmp_path) as (walker, room):
        add_account(room)
        choose(walker)
        walker.reach(State.IDENTIFY)
        at_the_board(screen, walker)
        screen.finger.touch("Chip hỏng: nhập từ giấy tờ")
        screen.finger.touch("Hộ chiếu")
        write(screen, "Số giấy tờ", "C1234567")
        write(screen, "Họ, chữ đệm và tên", "Lê Văn Mẫu")
        write(screen, "Ngày sinh (02091990, hoặc chỉ năm 1952)", "1952")
        walker.turn("Nam")
        walker.turn("Dùng thông tin này")
        walker.reach(State.CONSENT)
        assert "identity_from_paper" in acts(room)
