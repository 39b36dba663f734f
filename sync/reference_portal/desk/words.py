"""What the desk says, read from ``words.toml`` beside this file, and how it writes a time."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Mark:
    """Icon, word and colour: a state is never said by colour alone."""

    icon: str
    text: str
    tone: str


_SAID = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


def _marks(kind: str) -> dict[str, Mark]:
    return {word: Mark(**said) for word, said in _SAID[kind].items()}


STANDINGS, SOURCES, VERDICTS = _marks("standings"), _marks("sources"), _marks("verdicts")
QUESTIONS: dict[str, str] = _SAID["questions"]
FINDINGS: dict[str, str] = _SAID["findings"]
ROLES: dict[str, str] = _SAID["roles"]
IDENTIFIED: dict[str, str] = _SAID["identified"]
DID: dict[str, str] = _SAID["did"]
DEVICES: dict[str, str] = _SAID["devices"]
TABS: dict[str, str] = _SAID["tabs"]
PAPER = {-1: "không rõ", 0: "HẾT", 1: "sắp hết", 2: "đủ"}
"""By the metric ``paper``, a number."""


def mark(marks: dict[str, Mark], word: object) -> Mark:
    """Return the mark of a word; one that nobody knows is shown as it is."""
    return marks.get(str(word)) or Mark("circle-alert", str(word or "chưa có"), "muted")


def clock(at: datetime) -> str:
    """Write a time as people in Việt Nam read it."""
    return at.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")
