"""What the technician's screen knows: devices, network, system, queue, settings, journal; never what was filed."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.staff.roles import Person, Role
from kiosk.visit import bench
from kiosk.visit.bench import BenchPage, BenchView, Said
from kiosk.visit.snapshot import Snapshot
from ui.touch.bridge import ViewModel
from ui.touch.screens.codes import picture_of
from ui.touch.screens.counting_down import left
from ui.touch.screens.technician import saying

QML_IMPORT_NAME = "touch.screens.technician"
QML_IMPORT_MAJOR_VERSION = 1

_NOBODY = BenchView(Person("", "", Role.TECHNICIAN))


@QmlElement
class TechnicianViewModel(ViewModel):
    """One technician at the screen."""

    changed = Signal()
    ticked = Signal()
    """A second passed: what counts down is apart, so that nothing under a finger is made anew."""

    def part(self, snapshot: Snapshot) -> object:
        """The bench alone, but for what counts down."""
        return snapshot.bench and replace(snapshot.bench, locks_in=0)

    def take(self, snapshot: Snapshot) -> None:
        """Show this snapshot."""
        super().take(snapshot)
        self.ticked.emit()

    @property
    def _bench(self) -> BenchView:
        return self._snapshot.bench or _NOBODY

    def _told(self, found: tuple[Said, ...]) -> list[dict[str, str]]:
        return [saying.finding(one, self._snapshot.language) for one in found]

    @Property(str, notify=changed)
    def name(self) -> str:
        """Of the technician."""
        return self._bench.person.name

    @Property(str, notify=ticked)
    def locksIn(self) -> str:
        """Time until the screen locks itself."""
        return left(self._bench.locks_in)

    @Property(str, notify=changed)
    def page(self) -> str:
        """A `BenchPage` value; empty while nobody is here."""
        return self._bench.page.value if self._snapshot.bench else ""

    @Property(list, notify=changed)
    def tabs(self) -> list[dict[str, Any]]:
        """The pages, as tiles of the service bar."""
        return list(saying.tabs(self._snapshot.bench))

    @Property(str, notify=changed)
    def summary(self) -> str:
        """How many devices are how."""
        return saying.summary(self._bench.devices)

    @Property(list, notify=changed)
    def devices(self) -> list[dict[str, Any]]:
        """Each device, see `saying.device`."""
        now = self._bench
        return [saying.device(row, self._snapshot.language, trying=row.name == now.trying) for row in now.devices]

    @Property(list, notify=changed)
    def findings(self) -> list[dict[str, str]]:
        """What the page of network or system says: ``level, text, remedy``."""
        return self._told(self._bench.network if self._bench.page is BenchPage.NETWORK else self._bench.system)

    @Property(dict, notify=changed)
    def notice(self) -> dict[str, str]:
        """What became of the last act: ``kind, text``; an empty text is nothing."""
        said = saying.finding(self._bench.notice or Said("note", ""), self._snapshot.language)
        kind = {"note": "info"}.get(said["level"], said["level"])
        return {"kind": kind, "text": f"{said['text']} {said['remedy']}".strip()}

    @Property(str, notify=changed)
    def trying(self) -> str:
        """The device under test, ``all`` for the self-test, a page for its work; empty while nothing is done."""
        return self._bench.trying

    @Property(str, notify=changed)
    def loopback(self) -> str:
        """Picture of the code that the scanner under test is to read; empty without one."""
        return picture_of(self._bench.loopback)

    @Property(dict, notify=changed)
    def queue(self) -> dict[str, Any]:
        """The queue: ``summary, oldest, rows``; a row as `saying.dossier` says it."""
        now = self._bench.queue
        rows = list(map(saying.dossier, now.rows))
        return {"summary": saying.queue_summary(now), "oldest": saying.oldest(now), "rows": rows}

    @Property(dict, notify=changed)
    def settings(self) -> dict[str, Any]:
        """The settings: ``rows`` (`saying.setting`), ``findings, brought, mayChange, mayGoBack``."""
        now = self._bench.settings
        said = {"rows": list(map(saying.setting, now.rows)), "findings": self._told(now.findings)}
        return said | {
            "brought": now.brought,
            "mayChange": now.writable,
            "mayGoBack": now.previous and now.writable,
        }

    @Property(dict, notify=changed)
    def touch(self) -> dict[str, Any]:
        """The touch panel: ``crosses`` (`saying.cross`) and the ``findings`` of the last grid."""
        now = self._bench.touch
        found = self._told((now.found,) if now.found else ())
        return {"crosses": list(map(saying.cross, now.points)), "findings": found}

    @Property(list, notify=changed)
    def log(self) -> list[dict[str, str]]:
        """Lines of the journal: ``at, level, text``."""
        return [asdict(row) for row in self._bench.log]

    # --- what is touched ---

    @Slot(str)
    def turn(self, page: str) -> None:
        """Go to another page."""
        self.bridge.send(bench.ShowBenchPage(BenchPage(page)))

    @Slot(str)
    def tryDevice(self, name: str) -> None:
        """Let a device do its work once."""
        self.bridge.send(bench.TryDevice(name))

    @Slot(str)
    def tryPaperOut(self, name: str) -> None:
        """See whether the printer tells when its paper is taken."""
        self.bridge.send(bench.TryDevice(name, paper_out=True))

    @Slot(str)
    def openAgain(self, name: str) -> None:
        """Close and open a device."""
        self.bridge.send(bench.OpenAgain(name))

    @Slot(int, int)
    def startTouch(self, width: int, height: int) -> None:
        """Lay the touch grid over a panel of so many pixels."""
        self.bridge.send(bench.StartTouch(width, height))

    @Slot(float, float)
    def touchedAt(self, x: float, y: float) -> None:
        """The panel says that a finger is there."""
        self.bridge.send(bench.TouchedAt(x, y))

    @Slot(str, str)
    def treat(self, act: str, number: str) -> None:
        """Do something with a dossier; all that wait are tried again without a number."""
        self.bridge.send(bench.TreatDossier(bench.DossierAct(act), number))

    @Slot(str)
    def changeSettings(self, act: str) -> None:
        """Check the new settings, put them into use, or go back."""
        self.bridge.send(bench.ChangeSettings(bench.SettingsAct(act)))

    @Slot()
    def testAll(self) -> None:
        """Run the self-test."""
        self.bridge.send(bench.RunSelfTest())

    @Slot()
    def leave(self) -> None:
        """Lock the screen."""
        self.bridge.send(bench.LeaveBench())
