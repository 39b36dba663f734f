"""Brings the spool to the portal in batches, beside the submissions and never before them in importance."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from contextlib import closing
from threading import Event
from typing import Any

import structlog

from sync.backoff import Backoff
from sync.http_date import http_date
from sync.http_link import HttpLink
from sync.link_settings import LinkSettings
from sync.outbox.errors import OutboxError
from sync.portal import Outcome, PortalError
from sync.telemetry.spool import Batch, Spool
from sync.telemetry.vocabulary import DROPPED, METRIC

EVERY = 60.0
"""Seconds between two looks into an empty spool."""
_SKEW_STEP = 5
"""Seconds: smaller differences are the road's."""
MEDIA_TYPE = "application/x-ndjson"

log = structlog.get_logger("sync")


class TelemetrySender:
    """One of the things the sync process does beside sending; `run` belongs in a thread of its own."""

    def __init__(self, spool: Spool, link: LinkSettings, clock: Callable[[], float] = time.time) -> None:
        self._spool, self._link = spool, link
        self._backoff = Backoff(first=10.0, cap=3600.0)
        self._told = 0
        self._skew = 0
        self._clock = clock

    def run(self, stop: Event) -> None:
        """Send until told to stop; while the portal is away, ask ever more rarely."""
        failures = 0
        while not stop.is_set():
            try:
                while self.send() and not stop.is_set():
                    failures = 0
            except (PortalError, OutboxError):
                failures += 1
            stop.wait(self._backoff.seconds(failures) if failures else EVERY)

    def send(self) -> bool:
        """Send one batch; False when there is nothing to send. Raises PortalError, OutboxError."""
        batch = self._spool.batch()
        if not batch.lines:
            return False
        if batch.dropped > self._told:
            log.warning(DROPPED, count=batch.dropped)
            self._told = batch.dropped
        try:
            self._spool.acknowledge(self._bring(batch))
        except PortalError as error:
            if error.outcome is not Outcome.REFUSED:
                raise
            log.error("telemetry_refused", count=len(batch.lines))
            self._spool.give_up(batch)
        return True

    def _bring(self, batch: Batch) -> dict[str, int]:
        """Return what the portal acknowledges: never more than was sent."""
        body = gzip.compress("\n".join((*batch.lines, "")).encode(), mtime=0)
        headers = {"Content-Type": MEDIA_TYPE, "Content-Encoding": "gzip"}
        with closing(HttpLink(self._link)) as link:
            answer = link.exchange("POST", "/v1/telemetry", frozenset({200}), body, headers)
        self._compare_clocks(answer.headers.get("Date", ""))
        return _acknowledged(answer.json(), batch)

    def _compare_clocks(self, date: str) -> None:
        """Say how far this clock is ahead of the portal's (RFC 9110 §6.6.1), when that has changed."""
        sent = http_date(date)
        skew = self._skew if sent is None else round(self._clock() - sent)
        if abs(skew - self._skew) >= _SKEW_STEP:
            self._skew = skew
            log.debug(METRIC, code="clock_skew_seconds", state="all", count=skew)


def _acknowledged(said: Any, batch: Batch) -> dict[str, int]:
    ends = said.get("acknowledged") if isinstance(said, dict) else None
    if not isinstance(ends, dict) or not all(type(seq) is int for seq in ends.values()) or not ends.keys() & batch.ends:
        raise PortalError(Outcome.SERVER_ERROR, "no acknowledgement")
    return {boot: min(seq, batch.ends[boot]) for boot, seq in ends.items() if boot in batch.ends}
