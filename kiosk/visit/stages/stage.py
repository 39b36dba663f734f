"""One part of the way: which events mean something in which states, and what they do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from kiosk.visit.events import Event
from kiosk.visit.mechanics import Mechanics, Session
from kiosk.visit.snapshot import Snapshot
from kiosk.visit.states import State

Meanings: TypeAlias = Mapping[tuple[State | None, type[Event]], Callable[[Any], None]]
"""By state (None: in any that does not know better) and kind of event, where a base class stands for all that derive
from it. What is named nowhere is refused."""


class Stage(ABC):
    """A part of the way; a desk beside it (staff, technician) is one too.

    A stage may raise `Refused` for an event that has no meaning now; it moves, shows and works through `visit` only.
    """

    def __init__(self, visit: Mechanics) -> None:
        self.visit = visit

    @abstractmethod
    def meanings(self) -> Meanings:
        """Return what this stage does with which events; asked for once."""

    @property
    def now(self) -> Snapshot:
        """What is shown now."""
        return self.visit.snapshot

    @property
    def session(self) -> Session:
        """What is known beyond the snapshot."""
        return self.visit.session
