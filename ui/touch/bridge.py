"""The only door between the kiosk's thread and the screen's: events go down, the newest snapshot comes up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Property, QCoreApplication, QEvent, QObject, Signal

from kiosk.faults import Fault
from kiosk.faults import words as fault_words
from kiosk.visit.events import Event
from kiosk.visit.snapshot import Snapshot
from kiosk.visit.states import State
from kiosk.voice.orders import Hearing, Order

if TYPE_CHECKING:  # the first picture is painted before any camera looks
    from drivers.ports import Frame

EMPTY = Snapshot(State.WELCOME)
"""What is shown before the kiosk has spoken, and what a view model shows after a wipe."""


class Visit(Protocol):
    """What the screen needs of the visit service; both calls are safe from any thread."""

    def send(self, event: Event) -> None:
        """Hand an event to the kiosk's loop."""
        ...

    def subscribe(self, callback: Callable[[Snapshot], None]) -> object:
        """Call `callback` in the kiosk's thread with every snapshot from now on."""
        ...


class Speaker(Protocol):
    """What the screen needs of the kiosk's voice; `send` is safe from any thread."""

    def send(self, order: Order) -> None:
        """Hand over what is to be heard."""
        ...

    def subscribe(self, listener: Callable[[Hearing], None]) -> None:
        """Call `listener` in the kiosk's thread with every change of what can be heard."""
        ...


class Bridge(QObject):
    """Carries events to the kiosk and snapshots to the screen.

    Snapshots that the screen had no time to see are dropped: only the newest is delivered, in the screen's thread.
    Events sent before the kiosk stands are kept in order, so that the first touch is never lost.
    """

    arrived = Signal(object)
    """A `Snapshot`, in the screen's thread."""
    hearing = Signal(object)
    """A `Hearing`, in the screen's thread."""
    attached = Signal()
    """The kiosk has come up."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._newest: Snapshot | None = None
        self._early: list[Event] = []
        self._visit: Visit | None = None
        self._frame: Callable[[], Frame | None] = lambda: None
        self._speaker: Speaker | None = None

    def attach(self, visit: Visit, frame: Callable[[], Frame | None] = lambda: None) -> None:
        """Connect the kiosk that has come up; called once, from the kiosk's thread."""
        visit.subscribe(self.publish)
        with self._lock:  # all of it: what is touched meanwhile follows what was touched before
            for event in self._early:
                visit.send(event)
            self._early.clear()
            self._visit, self._frame = visit, frame
        self.attached.emit()

    def lend_voice(self, speaker: Speaker) -> None:
        """Connect the voice of the kiosk that has come up; called once, from the kiosk's thread."""
        with self._lock:
            self._speaker = speaker
        speaker.subscribe(self.hearing.emit)

    def sound(self, order: Order) -> None:
        """Let something be heard; before the kiosk stands nothing is. Never waits."""
        with self._lock:
            speaker = self._speaker
        if speaker is not None:
            speaker.send(order)

    def send(self, event: Event) -> None:
        """Send an event down. Never waits."""
        with self._lock:
            visit = self._visit
            if visit is None:
                self._early.append(event)
        if visit is not None:
            visit.send(event)

    def frame(self) -> Frame | None:
        """Return the newest camera picture, None while the camera is off."""
        return self._frame()

    def publish(self, snapshot: Snapshot) -> None:
        """Take a snapshot from any thread; `arrived` follows in the screen's thread."""
        with self._lock:
            waiting = self._newest is not None
            self._newest = snapshot
        if not waiting:
            # Not a queued signal: that asks for `Qt`, a tenth of the first picture.
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))

    def customEvent(self, _event: QEvent) -> None:
        """Deliver in the screen's thread what was published."""
        with self._lock:
            snapshot, self._newest = self._newest, None
        if snapshot is not None:
            self.arrived.emit(snapshot)


class ViewModel(QObject):
    """What one screen may know: plain properties made from its part of the newest snapshot; its slots send events.

    A subclass names its part in `part` and declares one signal `changed` that all its own properties notify. Nothing
    is kept beyond the snapshot given last; `wipe` gives an empty one.
    """

    faultChanged = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.bridge = bridge
        self._snapshot = EMPTY

    def part(self, snapshot: Snapshot) -> object:
        """Return what this screen shows of `snapshot`; equal parts change nothing on the screen."""
        return None

    def take(self, snapshot: Snapshot) -> None:
        """Show this snapshot."""
        old, self._snapshot = self._snapshot, snapshot
        spoken = snapshot.language != old.language
        if spoken or snapshot.fault is not old.fault:
            self.faultChanged.emit()
        if spoken or self.part(snapshot) != self.part(old):
            self.refresh()

    def refresh(self) -> None:
        """Tell QML that the part changed."""
        changed = getattr(self, "changed", None)
        if changed is not None:
            changed.emit()

    def wipe(self) -> None:
        """Forget everything of the visit."""
        self.take(EMPTY)

    @Property(dict, notify=faultChanged)
    def fault(self) -> dict[str, str]:
        """What went wrong, see `fault_said`."""
        return fault_said(self._snapshot.fault)


def words(text: str) -> str:
    """Return a text of the data (a form's label, a group's name) in the language of the screen."""
    return QCoreApplication.translate("data", text) if text else ""


def fault_said(fault: Fault | None) -> dict[str, str]:
    """Return a fault in the language of the screen: ``code, happened, safe, now``, all empty when all is well."""
    if fault is None:
        return dict.fromkeys(("code", "happened", "safe", "now"), "")
    said = fault_words(fault)
    return {"code": fault.value, "happened": words(said.happened), "safe": words(said.safe), "now": words(said.now)}


def masked(text: str) -> str:
    """Hide the middle of an ID or phone number from those who stand behind: ``000 ••• ••• 123``."""
    places = [index for index, letter in enumerate(text) if letter.isdigit()]
    hidden = set(places[3:-3])
    return "".join("•" if index in hidden else letter for index, letter in enumerate(text))
