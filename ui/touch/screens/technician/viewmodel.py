"""What the technician's screen knows: devices, network, system; never a dossier."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.language.words import noted
from kiosk.visit import bench
from kiosk.visit.bench import BenchPage, BenchView, DeviceRow, Said
from kiosk.visit.snapshot import Snapshot
from ui.touch.bridge import ViewModel, words
from ui.touch.screens.codes import picture_of

QML_IMPORT_NAME = "touch.screens.technician"
QML_IMPORT_MAJOR_VERSION = 1

_ICONS = {
    "card_reader": "nfc",
    "code_scanner": "qr-code",
    "document_camera": "camera",
    "receipt_printer": "printer",
    "sound": "headphones",
}
_FAULTS = {
    "not_connected": noted("Không thấy"),
    "not_responding": noted("Không trả lời"),
    "busy": noted("Đang bị giữ"),
    "garbled": noted("Trả lời sai"),
    "wrong_settings": noted("Cấu hình sai"),
    "defect": noted("Báo hỏng"),
    "paper_out": noted("Hết giấy"),
    "cover_open": noted("Mở nắp"),
}
_TABS = (
    (BenchPage.DEVICES, "wrench", noted("Thiết bị")),
    (BenchPage.NETWORK, "cloud-check", noted("Kết nối")),
    (BenchPage.SYSTEM, "hard-drive", noted("Hệ thống")),
)
_TRIES = {"receipt_printer": noted("In thử")}


@QmlElement
class TechnicianViewModel(ViewModel):
    """One technician at the screen."""

    changed = Signal()

    def part(self, snapshot: Snapshot) -> object:
        """The bench alone."""
        return snapshot.bench

    @property
    def _bench(self) -> BenchView | None:
        return self._snapshot.bench

    @Property(str, notify=changed)
    def name(self) -> str:
        """Of the technician."""
        return self._bench.person.name if self._bench else ""

    @Property(str, notify=changed)
    def page(self) -> str:
        """A `BenchPage` value."""
        return self._bench.page.value if self._bench else ""

    @Property(list, notify=changed)
    def tabs(self) -> list[dict[str, Any]]:
        """The pages, as tiles of the service bar."""
        shown = self._bench.page if self._bench else BenchPage.DEVICES
        return [
            {"id": page.value, "icon": icon, "text": words(text), "on": page is shown} for page, icon, text in _TABS
        ]

    @Property(str, notify=changed)
    def summary(self) -> str:
        """How many devices are how."""
        rows = self._bench.devices if self._bench else ()
        bad, simulated = sum(bool(row.fault) for row in rows), sum(row.simulated and not row.fault for row in rows)
        said = words(noted("{good} tốt · {bad} cần xử lý · {simulated} mô phỏng"))
        return said.format(good=len(rows) - bad - simulated, bad=bad, simulated=simulated)

    @Property(list, notify=changed)
    def devices(self) -> list[dict[str, Any]]:
        """Each device: ``name, title, driver, icon, kind, mark, text, fault, code, steps, tried, tryText``."""
        return [_device(row) for row in self._bench.devices] if self._bench else []

    @Property(list, notify=changed)
    def findings(self) -> list[dict[str, str]]:
        """What the page of network or system says: ``level, text, remedy``."""
        if self._bench is None:
            return []
        told = self._bench.network if self._bench.page is BenchPage.NETWORK else self._bench.system
        return [asdict(one) for one in told]

    @Property(str, notify=changed)
    def trying(self) -> str:
        """The device under test, ``all`` for the self-test, empty while nothing is tested."""
        return self._bench.trying if self._bench else ""

    @Property(str, notify=changed)
    def loopback(self) -> str:
        """Picture of the code that the scanner under test is to read; empty without one."""
        return picture_of(self._bench.loopback if self._bench else "")

    @Slot(str)
    def turn(self, page: str) -> None:
        """Go to another page."""
        self.bridge.send(bench.ShowBenchPage(BenchPage(page)))

    @Slot(str)
    def tryDevice(self, name: str) -> None:
        """Let a device do its work once."""
        self.bridge.send(bench.TryDevice(name))

    @Slot(str)
    def openAgain(self, name: str) -> None:
        """Close and open a device."""
        self.bridge.send(bench.OpenAgain(name))

    @Slot()
    def testAll(self) -> None:
        """Run the self-test."""
        self.bridge.send(bench.RunSelfTest())

    @Slot()
    def leave(self) -> None:
        """Lock the screen."""
        self.bridge.send(bench.LeaveBench())


def _device(row: DeviceRow) -> dict[str, Any]:
    kind = "bad" if row.fault else "sim" if row.simulated else "ok"
    mark = {"bad": "circle-alert", "sim": "flask-conical", "ok": "circle-check-big"}[kind]
    plain = noted("Mô phỏng") if row.simulated else noted("Tốt")
    return {
        "name": row.name,
        "title": words(row.title),
        "driver": row.driver,
        "icon": _ICONS[row.name],
        "kind": kind,
        "mark": mark,
        "text": words(_FAULTS.get(row.fault, plain)),
        "fault": row.fault,
        "code": row.code,
        "steps": list(row.steps),
        "tried": asdict(row.tried or Said("", "")),
        "tryText": words(_TRIES.get(row.name, noted("Thử"))),
    }
