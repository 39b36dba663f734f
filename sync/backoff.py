"""How long to wait after the n-th failure: exponential with full jitter, capped.

Full jitter (https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/) spreads a province's
kiosks when its portal comes back.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Backoff:
    """Seconds between tries."""

    first: float
    """Upper end of the first wait."""
    cap: float
    """Upper end of every wait."""
    shortest: float = 1.0
    spread: Callable[[float, float], float] = random.uniform
    """Chooses between two ends; tests give their own."""

    def seconds(self, failures: int) -> float:
        """The wait after so many failures in a row (1, 2 …)."""
        highest = min(self.cap, self.first * 2.0 ** min(failures - 1, 30))
        return self.spread(self.shortest, max(self.shortest, highest))
