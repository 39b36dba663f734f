"""What the shell knows: the state, the strip, the idle warning, the call for staff, the languages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.language.packs import Pack
from kiosk.visit.clock import Clock
from kiosk.visit.desk.events import EndHelp, OpenDesk
from kiosk.visit.events import CallStaff, Leave, PrintAgain, SetLanguage, StillHere, Touched
from kiosk.visit.snapshot import Snapshot
from kiosk.visit.states import State
from ui.touch.bridge import Bridge, ViewModel

QML_IMPORT_NAME = "touch.shell"
QML_IMPORT_MAJOR_VERSION = 1

_CLOCK_EVERY_MS = 1000
_AROUND_VISITS = frozenset({State.WELCOME, State.CLOSED})


@QmlElement
class ShellViewModel(ViewModel):
    """Everything around the screen that is shown now."""

    changed = Signal()
    clockChanged = Signal()
    screenChanged = Signal(str, QObject)
    """The QML file of the screen to show, and its view model."""

    def __init__(self, bridge: Bridge, clock: Clock) -> None:
        super().__init__(bridge)
        self._clock = clock
        self._packs: Sequence[Pack] = ()
        self._warned_from = 0
        self._shown_minute = ""
        self._ticker = QTimer(self)
        self._ticker.timeout.connect(self.tick)
        self._ticker.start(_CLOCK_EVERY_MS)
        self.tick()

    def part(self, snapshot: Snapshot) -> object:
        """All but the data of the visit."""
        return (
            snapshot.state,
            snapshot.visit,
            snapshot.language,
            snapshot.centre,
            snapshot.data,
            snapshot.simulated,
            snapshot.online,
            snapshot.idle,
            snapshot.staff_called_at,
            snapshot.desk is not None,
            snapshot.helped_by,
        )

    def take(self, snapshot: Snapshot) -> None:
        """Show this snapshot; the ring of the warning begins full with the first second seen."""
        if snapshot.idle is None:
            self._warned_from = 0
        else:
            self._warned_from = max(self._warned_from, snapshot.idle.seconds_left)
        super().take(snapshot)

    def offer(self, packs: Sequence[Pack]) -> None:
        """Offer these languages from the next snapshot on."""
        self._packs = packs

    @Slot()
    def tick(self) -> None:
        """Let the clock go on; QML hears of it once a minute."""
        now = f"{self._clock.now():%H:%M}"
        if now != self._shown_minute:
            self._shown_minute = now
            self.clockChanged.emit()

    @Property(str, notify=changed)
    def state(self) -> str:
        """The state of the visit."""
        return self._snapshot.state.value

    @Property(bool, notify=changed)
    def inVisit(self) -> bool:
        """Somebody's visit is going on."""
        return self._snapshot.state not in _AROUND_VISITS

    @Property(str, notify=changed)
    def centre(self) -> str:
        """Name of the centre."""
        return self._snapshot.centre

    @Property(bool, notify=changed)
    def simulated(self) -> bool:
        """The banner is on."""
        return self._snapshot.simulated

    @Property(bool, notify=changed)
    def online(self) -> bool:
        """The portal answered last time."""
        return self._snapshot.online

    @Property(str, notify=clockChanged)
    def clock(self) -> str:
        """Time of day, ``14:05``."""
        return self._shown_minute

    @Property(int, notify=changed)
    def idleSeconds(self) -> int:
        """Seconds left of the warning, -1 when there is none."""
        return self._snapshot.idle.seconds_left if self._snapshot.idle else -1

    @Property(int, notify=changed)
    def idleFrom(self) -> int:
        """Seconds the warning began with."""
        return self._warned_from

    @Property(bool, notify=changed)
    def staffCalled(self) -> bool:
        """Staff have been called."""
        return self._snapshot.staff_called_at is not None

    @Property(int, notify=clockChanged)
    def staffMinutes(self) -> int:
        """Whole minutes since the call."""
        called = self._snapshot.staff_called_at
        return 0 if called is None else int((self._clock.monotonic() - called) // 60)

    @Property(str, notify=changed)
    def language(self) -> str:
        """Code of the language of the screen."""
        return self._snapshot.language

    @Property(str, notify=changed)
    def languageName(self) -> str:
        """Its own name for itself."""
        return next((p.name for p in self._packs if p.code == self._snapshot.language), "")

    @Property(list, notify=changed)
    def languages(self) -> list[dict[str, object]]:
        """Languages that are offered: ``code, name, chosen``."""
        spoken = self._snapshot.language
        return [{"code": p.code, "name": p.name, "chosen": p.code == spoken} for p in self._packs if p.offered]

    @Property(bool, notify=changed)
    def atDesk(self) -> bool:
        """A member of staff or a technician is at the screen."""
        return self._snapshot.desk is not None or self._snapshot.bench is not None

    @Property(str, notify=changed)
    def helpedBy(self) -> str:
        """Name of the member of staff who helps with the form, empty while nobody does."""
        return self._snapshot.helped_by

    @Slot()
    def openDesk(self) -> None:
        """Ask who it is: "Tôi là cán bộ"."""
        self.bridge.send(OpenDesk())

    @Slot()
    def endHelp(self) -> None:
        """The citizen goes on alone."""
        self.bridge.send(EndHelp())

    @Slot(str)
    def setLanguage(self, code: str) -> None:
        """Speak this language from now on."""
        self.bridge.send(SetLanguage(code))

    @Slot()
    def callStaff(self) -> None:
        """Call staff, or take the call back."""
        self.bridge.send(CallStaff())

    @Slot()
    def leave(self) -> None:
        """End the visit and wipe; the dialog was confirmed."""
        self.bridge.send(Leave())

    @Slot()
    def stillHere(self) -> None:
        """The button "Tôi cần thêm thời gian"."""
        self.bridge.send(StillHere())

    @Slot()
    def printAgain(self) -> None:
        """Print the slip once more."""
        self.bridge.send(PrintAgain())

    @Slot()
    def touched(self) -> None:
        """Somebody is there."""
        self.bridge.send(Touched())
