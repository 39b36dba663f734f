"""Asks the portal for its contract once, to learn what lies in the way: name, network, certificates, clock."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlsplit

from sync.http_date import http_date
from sync.link_settings import LinkSettings
from sync.portal import Outcome, PortalError

PROBE_SECONDS = 5.0
"""Patience for a connection while somebody waits before the screen."""
_PATH = "/v1/openapi.yaml"
_SPOKEN = frozenset({Outcome.NOT_ENROLLED, Outcome.RATE_LIMITED, Outcome.SERVER_ERROR})


@dataclass(frozen=True, slots=True)
class Probe:
    """What came of one question."""

    outcome: Outcome | None
    """What was in the way; None when the portal answered."""
    milliseconds: float
    skew_seconds: float | None
    """How far this machine's clock is ahead of the portal's; None when it did not say (RFC 9110 §6.6.1)."""
    address: str = ""
    """What the portal's name stands for; empty when that is not known here."""

    @property
    def answered(self) -> bool:
        """The portal itself spoke: name, line and certificates are right, whatever it said."""
        return self.outcome is None or self.outcome in _SPOKEN


def probe(link: LinkSettings, clock: Callable[[], float] = time.time) -> Probe:
    """Ask once; blocks as long as the link's patience. `clock` gives Unix seconds."""
    from sync.http_link import HttpLink  # noqa: PLC0415 – late: the screen shows what sync has found out

    address, began = _address(link.url), time.monotonic()
    try:
        with closing(HttpLink(link)) as session:
            headers = session.exchange("GET", _PATH, frozenset({200})).headers
    except PortalError as error:
        return Probe(error.outcome, _since(began), None, address)
    sent = http_date(headers.get("Date", ""))
    return Probe(None, _since(began), None if sent is None else clock() - sent, address)


def _address(url: str) -> str:
    try:
        found = socket.getaddrinfo(urlsplit(url).hostname, None, type=socket.SOCK_STREAM)
    except OSError:
        return ""  # which of the many reasons it is, the exchange that follows finds out
    return str(found[0][4][0])


def _since(began: float) -> float:
    return (time.monotonic() - began) * 1000
