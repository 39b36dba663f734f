"""How easy the machine was, as a citizen may say at the end: five faces, and reasons from a closed list."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

WORST, BEST = 1, 5
ASK_WHY = 3
"""Up to this face the machine asks what was not good."""


class Reason(StrEnum):
    """What was not good; the words stand in the screen."""

    FINDING = "finding"
    WORDS = "words"
    CARD = "card"
    TYPING = "typing"
    SLOW = "slow"


@dataclass(frozen=True, slots=True)
class Rating:
    """What was said; nobody has to say anything."""

    face: int = 0
    """1 (very hard) … 5 (very easy), 0 for nothing said."""
    reasons: frozenset[Reason] = frozenset()

    @property
    def asks_why(self) -> bool:
        """True while reasons may be given."""
        return 0 < self.face <= ASK_WHY


UNRATED = Rating()


def count(rating: Rating) -> None:
    """Tell the journal and the telemetry, once, when the visit is over: of no visit, no procedure, no dossier."""
    import structlog  # noqa: PLC0415 – late: the first picture holds a rating, not a journal

    if not rating.face:
        return
    log = structlog.get_logger()
    log.info("rating_given", count=rating.face)
    for reason in sorted(rating.reasons if rating.asks_why else ()):
        log.info("rating_reason", code=reason.value, count=rating.face)
