"""Asks the portal for its contract once, to learn what lies in the way: name, network, certificates, clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from sync.http_link import HttpLink, LinkSettings
from sync.portal import Outcome, PortalError

_PATH = "/v1/openapi.yaml"


@dataclass(frozen=True, slots=True)
class Probe:
    """What came of one question."""

    outcome: Outcome | None
    """What was in the way; None when the portal answered."""
    milliseconds: float
    skew_seconds: float | None
    """How far this machine's clock is ahead of the portal's; None when it did not say (RFC 9110 §6.6.1)."""


def probe(link: LinkSettings, clock: Callable[[], float] = time.time) -> Probe:
    """Ask once; blocks as long as the link's patience. `clock` gives Unix seconds."""
    began = time.monotonic()
    try:
        session = HttpLink(link)
        try:
            headers = session.exchange("GET", _PATH, frozenset({200})).headers
        finally:
            session.close()
    except PortalError as error:
        return Probe(error.outcome, _since(began), None)
    return Probe(None, _since(began), _skew(headers.get("Date", ""), clock()))


def _since(began: float) -> float:
    return (time.monotonic() - began) * 1000


def _skew(date: str, now: float) -> float | None:
    try:
        return now - parsedate_to_datetime(date).timestamp()
    except ValueError:
        return None
