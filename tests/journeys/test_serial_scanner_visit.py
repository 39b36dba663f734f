"""A whole visit where the counter has a serial scanner instead of a camera."""

from __future__ import annotations

import asyncio
import os
import tty
from dataclasses import dataclass

from structlog.testing import capture_logs

from kiosk.demo import hall as halls
from kiosk.demo.citizen import Citizen
from kiosk.settings import Driver
from kiosk.visit.clock import SystemClock
from kiosk.visit.snapshot import Delivery

CARD = "000190000123||Trần Thị Mẫu|02091990|Nữ|Thôn 2, Xã Suối Trong, Huyện Đơn Dương, Lâm Đồng|20062021"


@dataclass
class TriggerHappy:
    """A citizen with a hand scanner, who pulls its trigger again and again once the machine has found its devices."""

    room: halls.Hall
    line: int
    journal: list
    pulling: asyncio.TimerHandle | None = None

    def show_code(self) -> None:
        if {"card", "code"} <= {line.get("device") for line in self.journal if line["event"] == "device_back"}:
            os.write(self.line, b"\xef\xbb\xbf" + CARD.encode() + b"\r\n")
        self.pulling = asyncio.get_running_loop().call_later(0.05, self.show_code)

    def lay_card(self) -> None:
        self.room.lay_card()

    def take_card(self) -> None:
        if self.pulling is not None:
            self.pulling.cancel()
        self.room.take_card()


async def test_a_visit_by_serial_scanner_ends_like_one_by_camera(tmp_path, monkeypatch):
    line, far_end = os.openpty()
    tty.setraw(far_end)
    usual = halls.kiosk_settings

    def with_scanner(*arguments):
        settings = usual(*arguments)
        scanner = Driver(driver="serial_scanner", options={"port": os.ttyname(far_end), "emulated": True})
        return settings.model_copy(update={"devices": settings.devices.model_copy(update={"code_scanner": scanner})})

    monkeypatch.setattr(halls, "kiosk_settings", with_scanner)
    with capture_logs() as journal:
        async with halls.hall(tmp_path, paced=False) as room:
            citizen = Citizen(room.kiosk.visit, TriggerHappy(room, line, journal), SystemClock())
            walked = await citizen.walk("xac-nhan-thong-tin-cu-tru", Delivery.ACCEPTED)
    os.close(line)
    os.close(far_end)
    assert walked.identified_by == ("code", "chip")
    assert walked.state == "accepted"
