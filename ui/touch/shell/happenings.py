"""What happened between two snapshots that is told by a tone; the screen shows each of it as well."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.visit.snapshot import IdentifyStep, SlipState, Snapshot
from kiosk.voice.orders import Cue


def happened(old: Snapshot, new: Snapshot) -> Iterator[Cue]:
    """Yield the cues of what is new.

    A card found gets its tick, a card read its title, a fault its message, the call for staff its tile, a slip that
    waits in the slot its line.
    """
    was, now = old.identification.step, new.identification.step
    if now is not was and was is IdentifyStep.CODE:
        yield Cue.FOUND
    if now is not was and now is IdentifyStep.READ:
        yield Cue.READ
    if new.fault is not None and new.fault is not old.fault:
        yield Cue.ERRED
    if new.staff_called_at is not None and old.staff_called_at is None:
        yield Cue.CALLED
    if _slip(new) is SlipState.PRINTED and _slip(old) is SlipState.PRINTING:
        yield Cue.CALLED


def _slip(snapshot: Snapshot) -> SlipState | None:
    paper = snapshot.submitted or snapshot.ticket
    return paper.slip if paper is not None else snapshot.guide
