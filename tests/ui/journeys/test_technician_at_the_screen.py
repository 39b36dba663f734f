"""A technician at the real screen, by touch: devices, network, queue, settings, the panel itself, the journal."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from PySide6.QtCore import QPointF

from kiosk.staff import totp
from kiosk.staff.accounts import Accounts
from kiosk.staff.pin import pepper
from kiosk.staff.roles import Role
from kiosk.visit.bench import BenchPage
from kiosk.visit.states import State
from sync.outbox import Store
from tests.sync.envelopes import envelope
from tests.ui.journeys.test_staff_at_the_screen import PIN, acts, add_account, press, to_the_pad
from tests.ui.kiosk_room import Room, walking
from tests.ui.kiosk_screen import LANDSCAPE, PORTRAIT, Opened, opened
from ui.touch.demo.walk import Walker


def sign_in(screen: Opened, walker: Walker, room: Room) -> Path:
    """Sign in with number, PIN and one-time code; return the kiosk's state folder."""
    add_account(room, "21", Role.TECHNICIAN)
    assert room.hall is not None
    state = room.hall.kiosk.settings.state
    accounts = Accounts(state / "staff", pepper(state / "keys"))
    secret = totp.secret_of(accounts.pepper, "21", accounts.all()[0].totp)
    accounts.close()
    to_the_pad(screen, walker)
    code = TOTP(secret, 6, SHA1(), 30).generate(int(datetime.now(UTC).timestamp())).decode()
    for digits, key in (("21", "Tiếp"), (PIN, "Tiếp"), (code, "Vào")):
        press(screen, digits, key)
    walker.reach(State.TECHNICIAN)
    return Path(state)


def turn(screen: Opened, walker: Walker, button: str, page: BenchPage) -> None:
    screen.finger.touch(button)
    walker.wait(lambda now: now.bench is not None and now.bench.page is page and not now.bench.trying, page.value)


def test_every_page_is_reached_and_every_test_begun_by_touch(tmp_path: Path) -> None:
    with opened() as screen, walking(screen, tmp_path) as (walker, room):
        state = sign_in(screen, walker, room)
        assert room.hall is not None
        store = Store(state / "outbox")
        store.enqueue(envelope(1))
        (entry,) = store.entries()
        screen.finger.touch("Kiểm tra tất cả")
        walker.wait(lambda now: now.bench.network != () and not now.bench.trying, "the self-test")
        turn(screen, walker, "Kết nối", BenchPage.NETWORK)
        screen.finger.until(lambda: screen.sees("Cổng"))
        turn(screen, walker, "Hồ sơ chờ gửi", BenchPage.QUEUE)
        screen.finger.until(lambda: screen.sees(entry.local_number))
        screen.finger.touch("Tách riêng")
        screen.finger.until(lambda: screen.sees("1 tách riêng"))
        screen.finger.touch("Đưa lại vào hàng")
        screen.finger.until(lambda: screen.sees("1 chờ gửi"))
        turn(screen, walker, "Hệ thống", BenchPage.SYSTEM)
        turn(screen, walker, "Cấu hình", BenchPage.SETTINGS)
        screen.finger.until(lambda: screen.sees("kiosk = K07"))
        turn(screen, walker, "Nhật ký", BenchPage.LOG)
        turn(screen, walker, "Thiết bị", BenchPage.DEVICES)
        screen.finger.touch("In thử")
        walker.wait(lambda now: not now.bench.trying and len(room.hall.slips) == 1, "the page")
        screen.finger.touch("Xong, khóa")
        walker.reach(State.WELCOME)
        assert acts(room) == [
            "signed_in",
            "device_tested",
            "set_aside",
            "released",
            "device_tested",
            "signed_out",
        ]
        store.close()


def test_the_panel_is_tried_with_a_finger_portrait_and_landscape(tmp_path: Path) -> None:
    for size in (PORTRAIT, LANDSCAPE):
        with opened(size) as screen, walking(screen, tmp_path / str(size[0])) as (walker, room):
            sign_in(screen, walker, room)
            turn(screen, walker, "Màn hình", BenchPage.TOUCH)
            screen.finger.touch("Thử mặt chạm")
            walker.wait(lambda now: now.bench.trying == "touch" and now.bench.touch.points != (), "the grid")
            screen.finger.until(lambda: not screen.finger.seen() or screen.sees("Dừng tay 8 giây"))
            for point in walker.now.bench.touch.points:
                screen.finger.tap_at(QPointF(point.x * size[0] + 3, point.y * size[1] - 4))
            walker.wait(lambda now: now.bench.touch.found is not None, "the verdict")
            assert {point.off for point in walker.now.bench.touch.points} == {(3, -4)}
            screen.finger.until(lambda: screen.sees("15 điểm đều nhận, lệch nhiều nhất 5 px"))
            screen.finger.touch("Xong, khóa")
            walker.reach(State.WELCOME)
