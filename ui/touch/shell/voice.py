"""What the screen knows of the machine's voice: whether it reads, how fast, how loud; it sends the kiosk what to say.

Words that come within one moment are one speech, in their order: a page and the button that has its focus, a dialog and
its safe answer. Whatever comes later ends what is being said.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickWindow

from kiosk.faults import Fault
from kiosk.visit.snapshot import Snapshot
from kiosk.voice.orders import Cue, Hearing, Hush, Part, Speech, Tone
from ui.touch.bridge import EMPTY, Bridge, fault_said
from ui.touch.shell import reading
from ui.touch.shell.happenings import happened

QML_IMPORT_NAME = "touch.shell"
QML_IMPORT_MAJOR_VERSION = 1

SPEEDS = (0.75, 1.0, 1.25, 1.5, 2.0)
VOLUMES = (0.1, 0.2, 0.4, 0.7, 1.0)
_USUAL_SPEED, _USUAL_VOLUME = 1, 3
_MOMENT_MS = 120


@QmlElement
class Voice(QObject):
    """Reads pages when somebody asked for it or plugged a headset in."""

    changed = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._window: QQuickWindow | None = None
        self._hearing = Hearing()
        self._on = False
        self._speed = _USUAL_SPEED
        self._volume = _USUAL_VOLUME
        self._gathered: list[Part] = []
        self._page_wanted = False
        self._moment = QTimer(self, singleShot=True, interval=_MOMENT_MS)
        self._moment.timeout.connect(self._say)
        self._shown = EMPTY
        bridge.hearing.connect(self._hear)
        bridge.arrived.connect(self._follow)

    def listen(self, window: QQuickWindow) -> None:
        """Read this window's pages."""
        self._window = window

    @Slot(object)
    def _follow(self, snapshot: Snapshot) -> None:
        """Sound what happened in the visit; a page in another language is read again."""
        old, self._shown = self._shown, snapshot
        for cue in happened(old, snapshot):
            self.sound(cue)
        if snapshot.language != old.language:
            self.read()
            self.changed.emit()

    def sound(self, cue: Cue) -> None:
        """Sound a tone."""
        self._bridge.sound(Tone(cue, VOLUMES[self._volume]))

    @Slot(str)
    def cue(self, name: str) -> None:
        """Sound the cue of this name that QML tells."""
        self.sound(Cue(name))

    @Slot(str, bool)
    def say(self, words: str, personal: bool) -> None:
        """Say these words with all that comes within this moment."""
        if words:
            self._gather([Part(words, personal)])

    @Slot()
    def read(self) -> None:
        """Read the page once it stands."""
        self._page_wanted = True
        self._gather([])

    def _gather(self, parts: Iterable[Part]) -> None:
        if self._on:
            self._gathered.extend(parts)
            self._moment.start()

    @Slot()
    def _say(self) -> None:
        page = reading.page(self._window) if self._page_wanted and self._window else ()
        parts = tuple(dict.fromkeys([*page, *self._gathered]))
        self._forget()
        if parts:
            speed, volume = SPEEDS[self._speed], VOLUMES[self._volume]
            self._bridge.sound(Speech(parts, self._shown.language, speed, volume, aloud=True))

    def _forget(self) -> None:
        self._moment.stop()
        self._gathered.clear()
        self._page_wanted = False

    @Slot(object)
    def _hear(self, hearing: Hearing) -> None:
        plugged = hearing.headset is not self._hearing.headset
        self._hearing = hearing
        if plugged:
            self.turn(hearing.headset)
        self.changed.emit()

    @Property(bool, notify=changed)
    def available(self) -> bool:
        """The machine can speak."""
        return self._hearing.available

    @Property(bool, notify=changed)
    def headset(self) -> bool:
        """A headset is plugged in."""
        return self._hearing.headset

    @Property(bool, notify=changed)
    def speaking(self) -> bool:
        """Something is being said."""
        return self._hearing.speaking

    @Property(bool, notify=changed)
    def on(self) -> bool:
        """Pages are read."""
        return self._on

    @Property(int, notify=changed)
    def speed(self) -> int:
        """Which of the five speeds, from 0."""
        return self._speed

    @Property(int, notify=changed)
    def volume(self) -> int:
        """Which of the five volumes, from 0."""
        return self._volume

    @Property(dict, notify=changed)
    def fault(self) -> dict[str, str]:
        """What is said where the machine cannot speak, see `fault_said`."""
        return fault_said(Fault.SOUND_AWAY)

    @Slot(bool)
    def turn(self, on: bool) -> None:
        """Read pages from now on, beginning with this one; or be quiet."""
        self._on = on
        self._forget()
        if on:
            self.read()
        else:
            self._bridge.sound(Hush())
        self.changed.emit()

    @Slot()
    def press(self) -> None:
        """The tile "Nghe đọc": begin; interrupt what is said; say it again."""
        if self._on and self._hearing.speaking:
            self._forget()
            self._bridge.sound(Hush())
        else:
            self.turn(on=True)

    @Slot(int)
    def setSpeed(self, speed: int) -> None:
        """Choose one of the five speeds."""
        self._speed = min(max(speed, 0), len(SPEEDS) - 1)
        self.changed.emit()

    @Slot(int)
    def setVolume(self, volume: int) -> None:
        """Choose one of the five volumes, and let it be heard."""
        self._volume = min(max(volume, 0), len(VOLUMES) - 1)
        self.sound(Cue.TICK)
        self.changed.emit()

    @Slot()
    def rest(self) -> None:
        """Forget what the last person chose, and be quiet; who still wears the headset is read to."""
        self._speed, self._volume = _USUAL_SPEED, _USUAL_VOLUME
        self._bridge.sound(Hush())
        self.turn(self._hearing.headset)
