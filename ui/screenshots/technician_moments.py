"""Invented moments of the technician's screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from kiosk.faults import Fault, page
from kiosk.staff.roles import Person, Role
from kiosk.technician.finding import Finding
from kiosk.technician.touch import crosses, judge
from kiosk.visit import bench as be
from kiosk.visit.snapshot import Snapshot
from kiosk.visit.states import State
from sync.delivery import State as Delivery
from sync.outcome_words import words
from sync.portal import Outcome
from ui.screenshots.moment import Moment

_PERSON = Person("21", "Đỗ Văn Kỹ", Role.TECHNICIAN)
_DEVICES = (
    be.DeviceRow(
        "card_reader",
        "Đầu đọc chip",
        "pn532",
        tried=be.Said("ok", "Đầu đọc chip: đọc thẻ thử 640 ms, PACE-CAN"),
    ),
    be.DeviceRow("code_scanner", "Đầu đọc mã", "camera"),
    be.DeviceRow(
        "receipt_printer",
        "Máy in biên nhận",
        "escpos",
        fault="paper_out",
        code=Fault.PAPER_OUT.value,
        steps=page(Fault.PAPER_OUT).staff,
    ),
    be.DeviceRow("document_camera", "Camera giấy tờ", "simulated", simulated=True),
    be.DeviceRow("sound", "Âm thanh và tai nghe", "alsa"),
)
_SYSTEM = (
    be.Said("ok", "Bản 0.1.0, Python 3.13.5"),
    be.Said("ok", "Đồng hồ: 21/11/2026 14:05"),
    be.Said("warn", "Đĩa /var/lib/kiosk sắp đầy: còn 612 MB", "Xem kiosk queue status; dọn nhật ký cũ."),
    be.Said("ok", "Phông chữ Noto Sans"),
    be.Said("ok", "7 thư viện của hãng khác"),
    be.Said("ok", "Hàng đợi nguyên vẹn (SQLite 3.51.3)"),
    be.Said("ok", "Khóa ký của máy"),
    be.Said("note", "Chứng thư: chỉ tiến trình gửi đọc được; xem bằng sudo kiosk doctor"),
    be.Said("bad", "Dữ liệu thủ tục bản 4 quá cũ: 61 ngày", "Nối mạng rồi kiosk catalogue refresh, hoặc nhập từ USB."),
)
_NETWORK = (
    be.Said("ok", "DNS: dichvucong.example là 192.0.2.17"),
    be.Said("ok", "TLS 1.3: chứng thư của cổng và của máy khớp"),
    be.Said("warn", "Đồng hồ lệch với cổng 214 giây", "timedatectl set-ntp true"),
    be.Said("ok", "Cổng https://dichvucong.example: 38 ms"),
)
_QUEUE = be.QueueView(
    MappingProxyType({Delivery.QUEUED: 2, Delivery.BLOCKED: 1, Delivery.QUARANTINED: 1, Delivery.ACCEPTED: 42}),
    196,
    (
        be.DossierRow("K07-261121-0039-K", "13:12", Delivery.BLOCKED, 1, words(Outcome.NOT_ENROLLED).technician),
        be.DossierRow("K07-261120-0017-V", "09:40 20/11", Delivery.QUARANTINED),
        be.DossierRow("K07-261121-0042-U", "13:58", Delivery.QUEUED, 3, words(Outcome.PORTAL_AWAY).technician),
    ),
)
_SETTINGS = be.SettingsView(
    (
        be.SettingRow("kiosk", "K07", 1),
        be.SettingRow("place.centre", "Trung tâm Phục vụ hành chính công xã Hoa", 5),
        be.SettingRow("portal.url", "https://dichvucong.example", 11),
        be.SettingRow("devices.receipt_printer.options.baud", "115200", 22),
        be.SettingRow("visit.idle_seconds", "180", province=True),
        be.SettingRow("visit.warning_seconds", "60"),
        be.SettingRow("staff.idle_seconds", "120"),
    ),
    "/etc/kiosk/kiosk.toml.new",
    True,
    True,
    (
        be.Said(
            "bad",
            "dòng 22: devices.receipt_printer.options.baud: 9601 không thuộc 9600, 19200, 38400 (ý là 9600?)",
            "Chọn một giá trị trong danh sách.",
        ),
    ),
)
_LOG = (
    be.LogRow("14:04:58", "warning", "device_gone device=printer code=paper_out"),
    be.LogRow("14:03:11", "info", "session_expired visit=0f0f0f0f0f0f0f0f state=fill"),
    be.LogRow("14:01:40", "info", "card_read visit=0f0f0f0f0f0f0f0f code=GENUINE"),
    be.LogRow("13:58:02", "error", "queue_fail code=busy"),
)


def _touched() -> be.TouchView:
    """A panel with one dead corner and one crooked place."""
    grid = crosses(1080, 1920)
    points = tuple(replace(one, off=(at % 5 - 2, at % 3 + 1) if at != 5 else (52, -18)) for at, one in enumerate(grid))
    points = (*points[:-1], grid[-1])
    return be.TouchView(points, judge(points).words)


def technician_moments(base: Snapshot) -> Iterator[Moment]:
    """Each page of the screen once."""
    bench = be.BenchView(
        _PERSON,
        devices=_DEVICES,
        system=_SYSTEM,
        network=_NETWORK,
        queue=_QUEUE,
        settings=_SETTINGS,
        touch=_touched(),
        log=_LOG,
        locks_in=108,
    )
    shown = replace(base, state=State.TECHNICIAN, bench=bench)
    yield Moment("technician", shown)
    yield Moment(
        "technician-code", replace(shown, bench=replace(bench, trying="code_scanner", loopback="KIOSK-LOOPBACK"))
    )
    for shown_page in be.BenchPage:
        if shown_page is not be.BenchPage.DEVICES:
            yield Moment(f"technician-{shown_page}", replace(shown, bench=replace(bench, page=shown_page)))
    under_way = replace(bench, page=be.BenchPage.TOUCH, trying="touch")
    yield Moment("technician-touching", replace(shown, bench=under_way))
    told = Finding("bench", "wrong_state").words
    refused = replace(bench, page=be.BenchPage.QUEUE, queue=be.QueueView(), notice=told)
    yield Moment("technician-queue-empty", replace(shown, bench=refused))
    roots = replace(_SETTINGS, writable=False, findings=())
    for name, settings in (("roots", roots), ("plain", be.SettingsView(_SETTINGS.rows))):
        page_ = replace(bench, page=be.BenchPage.SETTINGS, settings=settings)
        yield Moment(f"technician-settings-{name}", replace(shown, bench=page_))
