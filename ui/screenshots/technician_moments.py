"""Invented moments of the technician's screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.faults import Fault, page
from kiosk.staff.roles import Person, Role
from kiosk.visit.bench import BenchPage, BenchView, DeviceRow, Said
from kiosk.visit.snapshot import Snapshot
from kiosk.visit.states import State
from ui.screenshots.staff_moments import Moment

_PERSON = Person("21", "Đỗ Văn Kỹ", Role.TECHNICIAN)
_DEVICES = (
    DeviceRow(
        "card_reader", "Đầu đọc chip", "pn532", tried=Said("ok", "Đầu đọc chip: đọc thẻ thử 640 ms, PACE-CAN, GENUINE")
    ),
    DeviceRow("code_scanner", "Đầu đọc mã", "camera"),
    DeviceRow(
        "receipt_printer",
        "Máy in biên nhận",
        "escpos",
        fault="paper_out",
        code=Fault.PAPER_OUT.value,
        steps=page(Fault.PAPER_OUT).staff,
    ),
    DeviceRow("document_camera", "Camera giấy tờ", "simulated", simulated=True),
    DeviceRow("sound", "Âm thanh và tai nghe", "alsa"),
)
_SYSTEM = (
    Said("ok", "Bản 0.1.0, Python 3.13.5"),
    Said("ok", "Đồng hồ: 21/11/2026 14:05"),
    Said("warn", "Đĩa /var/lib/kiosk sắp đầy: còn 612 MB", "Xem kiosk queue status; dọn nhật ký cũ."),
    Said("ok", "Phông chữ Noto Sans"),
    Said("ok", "7 thư viện của hãng khác"),
    Said("ok", "Hàng đợi nguyên vẹn (SQLite 3.51.3)"),
    Said("ok", "Khóa ký của máy"),
    Said("note", "Chứng thư: chỉ tiến trình gửi đọc được; xem bằng sudo kiosk doctor"),
    Said("bad", "Dữ liệu thủ tục bản 4 quá cũ: 61 ngày", "Nối mạng rồi kiosk catalogue refresh, hoặc nhập từ USB."),
)
_NETWORK = (Said("warn", "Máy đang mất mạng. Hồ sơ tự gửi khi có mạng.", "Kiểm tra cáp mạng, bộ định tuyến."),)


def technician_moments(base: Snapshot) -> Iterator[Moment]:
    """Each page of the screen once."""
    bench = BenchView(_PERSON, devices=_DEVICES, system=_SYSTEM, network=_NETWORK)
    shown = replace(base, state=State.TECHNICIAN, bench=bench)
    yield Moment("technician", shown)
    yield Moment(
        "technician-code", replace(shown, bench=replace(bench, trying="code_scanner", loopback="KIOSK-LOOPBACK"))
    )
    yield Moment("technician-network", replace(shown, bench=replace(bench, page=BenchPage.NETWORK)))
    yield Moment("technician-system", replace(shown, bench=replace(bench, page=BenchPage.SYSTEM)))
