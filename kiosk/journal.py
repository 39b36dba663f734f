"""What the kiosk may write to its log and send as telemetry: closed lists of events and fields, one line an event.

No personal data by construction: an event or a field that is on no list prints as such, and a value is a number or one
short word of ASCII letters without a long run of digits – so neither a name, nor a sentence, a number of a person, a
date, an MRZ line or a line break passes. The same record goes to the journal and, where there is a recorder, to the
portal.
"""

from __future__ import annotations

import re
import sys
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from sync.outbox import OutboxError
from sync.telemetry import EVENTS, FIELDS, Recorder, Spool
from sync.telemetry.vocabulary import UNLISTED

REDACTED = "<redacted>"
_WORD = re.compile(r"[A-Za-z0-9_.:+=/\-]{0,64}", re.ASCII)
_FIELD = re.compile(r"[a-z_]{1,32}")
_PERSONAL = re.compile(r"\d{9,}|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|[A-Z0-9<]{20,}")
_recent: deque[EventDict] = deque(maxlen=200)
_LARGEST = 10**8
"""A number with more digits may be a person's."""
_MADE_HERE = {
    "ts": re.compile(r"[0-9T:.Z+\-]{20,40}"),
    "boot": re.compile(r"[0-9a-f]{16}"),
    "visit": re.compile(r"[0-9a-f]{16}"),
    "head": re.compile(r"K[0-9A-Z]{2,6}\.\d{4}-\d{2}-\d{2}\.\d{1,12}\.[0-9a-f]{64}\.[A-Za-z0-9_\-]{86}", re.ASCII),
    "version": re.compile(r"[0-9]{1,6}(\.[0-9]{1,4}){0,3}([a-z+.\-][0-9a-z.]{1,16})?"),
}
"""Fields whose values look like numbers of people or dates and are not."""


def redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Blank what is on no list, and every value that could be a person's."""
    kept: EventDict = {_name(key): _scrub(key, value) if key in FIELDS else REDACTED for key, value in event.items()}
    if kept.get("event") not in EVENTS:
        kept["event"] = UNLISTED
    return kept


def _name(key: str) -> str:
    """An unknown field is shown by its name, for whoever wrote it; a name that no program has is not."""
    return key if key in FIELDS or _FIELD.fullmatch(key) else REDACTED


def _scrub(key: str, value: object) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return value if abs(value) < _LARGEST else REDACTED
    if not isinstance(value, str):
        return REDACTED
    text = str(value)
    if key in _MADE_HERE:
        return text if _MADE_HERE[key].fullmatch(text) else REDACTED
    return text if _WORD.fullmatch(text) and not _PERSONAL.search(text) else REDACTED


def configure(kiosk: str, stream: TextIO = sys.stderr, recorder: Recorder | None = None) -> None:
    """Write JSON lines to `stream` (systemd's journal takes them from stderr), and the same records to `recorder`."""
    processors: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="ts"),
        _said_by(kiosk),
        redact,
        _remember,
        *((_recorded_by(recorder),) if recorder is not None else ()),
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
    structlog.configure(processors=processors, logger_factory=structlog.WriteLoggerFactory(stream))


def recent() -> tuple[Mapping[str, object], ...]:
    """The newest records of this process, oldest first, as they were written: redacted."""
    return tuple(_recent.copy())


def _remember(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    _recent.append(dict(event))
    return event


def _said_by(kiosk: str) -> Processor:
    """Name the kiosk in every line; a context variable would do so in one thread only."""

    def named(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        return {**event, "kiosk": kiosk}

    return named


@contextmanager
def recording(kiosk: str, state: Path, stream: TextIO = sys.stderr) -> Iterator[Spool | None]:
    """Write to `stream` and keep for the portal while a process lives; gives the spool, None when it cannot be opened.

    `state` is the kiosk's folder. A spool that fails never stops a kiosk: the journal goes on without it.
    """
    try:
        spool = Spool(state / "telemetry" / "telemetry.db")
    except OutboxError:
        configure(kiosk, stream)
        structlog.get_logger().error("sys_monitor_disabled", code="telemetry")
        yield None
        return
    recorder = Recorder(spool)
    configure(kiosk, stream, recorder)
    structlog.get_logger().info("sys_startup")
    try:
        yield spool
    finally:
        structlog.get_logger().info("sys_shutdown")
        recorder.close()
        configure(kiosk, stream)
        spool.close()


def _recorded_by(recorder: Recorder) -> Processor:
    def recorded(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        return recorder.record(event)

    return recorded
