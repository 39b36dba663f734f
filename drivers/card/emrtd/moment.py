"""What time it is, and whether that may be believed: certificates expire, clocks of kiosks go wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

_BUILT = datetime(2026, 1, 1, tzinfo=UTC)
"""This program did not exist before: an earlier clock is wrong."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time."""

    at: datetime
    """With time zone."""
    certain: bool = True
    """False when the clock may be wrong; then dates alone condemn nobody."""


Clock = Callable[[], Moment]


def system_moment() -> Moment:
    """Now by the system's clock, uncertain where it cannot be right."""
    now = datetime.now(UTC)
    return Moment(now, now >= _BUILT)
