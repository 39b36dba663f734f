"""What the kiosk may write to its log: a closed list of keys, strings scrubbed, one line an event.

No personal data by construction: unknown keys print ``<redacted>``, digits that look like an ID or phone number, dates
and MRZ lines are blanked, line breaks cannot forge an event. A name cannot be recognised: so event names are literals
and free text is not a field.
"""

from __future__ import annotations

import re
import sys
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

ALLOWED = frozenset(
    {
        *("ts", "level", "event", "kiosk", "boot", "seq", "visit", "device"),
        *("code", "duration_ms", "count", "error_type", "state", "version"),
    }
)
_SENSITIVE = re.compile(r"\d{9,12}|\+?84\d{8,10}|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|[A-Z0-9<]{20,}")


def redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Blank what is not on the list, and what looks like a person's data in what is."""
    return {key: _scrub(key, value) if key in ALLOWED else "<redacted>" for key, value in event.items()}


def _scrub(key: str, value: object) -> object:
    if not isinstance(value, str) or key == "ts":
        return value
    return _SENSITIVE.sub("<redacted>", value).replace("\n", " ").replace("\r", " ")


def configure(kiosk: str, stream: TextIO = sys.stderr) -> None:
    """Write JSON lines to `stream` (systemd's journal takes them from stderr)."""
    processors: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="ts"),
        redact,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
    structlog.configure(processors=processors, logger_factory=structlog.WriteLoggerFactory(stream))
    structlog.contextvars.bind_contextvars(kiosk=kiosk)
