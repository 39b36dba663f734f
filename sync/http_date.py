"""Times in HTTP headers, as whoever stands in between may write them."""

from __future__ import annotations

from datetime import UTC
from email.utils import parsedate_to_datetime


def http_date(text: str) -> float | None:
    """Return the Unix seconds of a date in a header (RFC 9110 §5.6.7), None for what is none; ``-0000`` is UTC."""
    try:
        date = parsedate_to_datetime(text)
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
