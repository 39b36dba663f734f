"""Finds what somebody did to the log: an edited, deleted, moved row, a cut tail.

The chain alone shows every change that was not carried through to its end; a tail that was cut, or a chain that was
made anew, shows by a head that left the machine before (`kiosk.audit.head`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kiosk.audit.entry import Row, chain
from kiosk.audit.head import Head
from kiosk.audit.log import AuditLog


class Broken(StrEnum):
    """What is wrong."""

    ALTERED = "altered"
    """A row is not what was written, or not where it was written."""
    MISSING = "missing"
    """A row within the chain is gone."""
    TAIL_CUT = "tail_cut"
    """The chain ends before a head that was signed."""
    REWRITTEN = "rewritten"
    """The chain holds together but is another than the one that was signed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The first thing that is wrong."""

    broken: Broken
    seq: int
    """The row where it shows."""


def verify(log: AuditLog, heads: Iterable[Head] = ()) -> Finding | None:
    """Walk the whole chain and compare it with the heads; None when all is well. Raises AuditError."""
    seq, digest = log.base()
    digests = {seq: digest}
    for row in log.rows():
        if row.seq != seq + 1:
            return Finding(Broken.MISSING, seq + 1)
        if row.digest != chain(digest, row.body) or not _says_itself(row):
            return Finding(Broken.ALTERED, row.seq)
        seq, digest = row.seq, row.digest
        digests[seq] = digest
    return _against(heads, digests, seq)


def _against(heads: Iterable[Head], digests: dict[int, str], last: int) -> Finding | None:
    for head in heads:
        if head.seq > last:
            return Finding(Broken.TAIL_CUT, last + 1)
        if head.seq in digests and digests[head.seq] != head.digest:
            return Finding(Broken.REWRITTEN, head.seq)
    return None


def _says_itself(row: Row) -> bool:
    try:
        return row.said.get("seq") == str(row.seq)
    except ValueError:
        return False
