"""Why a catalogue was not taken: the closed list; the one in use stays in use after each of them."""

from __future__ import annotations

from enum import StrEnum

from sync.errors import SyncError


class CatalogueFault(StrEnum):
    """What was wrong with what arrived, or with the way here."""

    UNREACHABLE = "unreachable"
    """The source does not answer, or a file that was announced is not there."""
    SIGNATURE = "signature"
    """Not signed by those whom the trusted root names, or not readable as signed metadata at all."""
    OLDER = "older"
    """An older version than one that was verified here before (rollback)."""
    EXPIRED = "expired"
    """Its signatures are no longer valid at the trusted time: kept back on its way, or the clock runs ahead."""
    DAMAGED = "damaged"
    """A file differs from its signed digest."""
    TOO_LARGE = "too_large"
    """More files, or more bytes, than any honest catalogue has."""
    NAME = "name"
    """A file's name leads elsewhere, or is of no kind that a catalogue carries."""
    CONTENT = "content"
    """Signed and whole, but this program cannot serve it: a field kind it does not know, too many fields …"""
    DISK = "disk"
    """It could not be stored."""
    BUSY = "busy"
    """Another process is at it."""


class CatalogueError(SyncError):
    """A catalogue was not taken; `fault` says why, `problems` every line of it."""

    def __init__(self, fault: CatalogueFault, *problems: str) -> None:
        super().__init__(f"{fault}: {'; '.join(problems)}" if problems else str(fault))
        self.fault = fault
        self.problems = problems
