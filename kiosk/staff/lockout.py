"""How long a wrong PIN locks an account, by a time that neither a power cut nor a changed clock can move.

Time is counted as seconds since boot on top of the most that was ever seen and stored. Hours without power do not
count; `Steady.now` stores how far time has come, so that a machine switched off every night gets there as well.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, text

EACH = 5
"""Failures from one lock-out to the next."""
FIRST_LOCK = 15 * 60.0
LONGEST_LOCK = 24 * 3600.0


def wait_after(failures: int) -> float:
    """Return the seconds to wait after so many failures in a row: 1, 2, 4, 8, then 15 minutes, doubling up to a day."""
    rounds, within = divmod(failures - 1, EACH)
    if within < EACH - 1:
        return float(2**within)
    return float(min(FIRST_LOCK * 2 ** min(rounds, 10), LONGEST_LOCK))


def uptime() -> float:
    """Seconds since boot, sleep included; nobody can set this clock (clock_gettime(2), CLOCK_BOOTTIME)."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


@dataclass(frozen=True, slots=True)
class Steady:
    """Seconds that never go back and that no reboot makes jump forward; kept in the table ``steady``."""

    uptime: Callable[[], float] = uptime

    def now(self, connection: Connection) -> float:
        """Return the time and store it as seen."""
        base, newest = connection.execute(text("SELECT base, newest FROM steady")).one()
        up = self.uptime()
        if base + up < newest:  # booted since: what was seen stays, what ran since boot is added
            base = newest
        now = float(base + up)
        connection.execute(text("UPDATE steady SET base = :base, newest = :now"), {"base": base, "now": now})
        return now
