"""Where the portal is and with what to reach it; known to processes that never speak to it themselves, too."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """How to reach the portal."""

    url: str
    """``https://…``; plain http only on loopback and only when `loopback_http` says so."""
    ca: Path | None = None
    """PEM of the pinned CA; required for https."""
    certificate: Path | None = None
    """PEM of the enrolled client certificate, with its chain."""
    key: Path | None = None
    loopback_http: bool = False
    connect_seconds: float = 10.0
    read_seconds: float = 60.0
