"""One thing that was looked at and what was found of it; the words are data in ``resources/technician.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

import resources
from kiosk.visit.bench import Said

Facts = Mapping[str, str | int | float]


class Level(StrEnum):
    """How much a finding matters."""

    OK = "ok"
    NOTE = "note"
    """Good to know; nothing to do."""
    WARN = "warn"
    """The kiosk works, somebody should look."""
    BAD = "bad"
    """The self-test has failed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: `topic` and `outcome` name its words, `facts` fill their gaps. Never personal data."""

    topic: str
    outcome: str
    facts: Facts = field(default_factory=lambda: MappingProxyType({}))
    device: str = ""
    """Name of the device in the settings, for findings about one."""

    @property
    def words(self) -> Said:
        """What to tell people. Raises KeyError for a finding without words (tests make every one)."""
        said = table()[self.topic][self.outcome]
        name = table()["names"].get(self.device, {"vi": "", "en": ""})
        facts = {"detail": "", **self.facts, "name_vi": name["vi"], "name_en": name["en"]}
        texts = [said.get(key, "").format(**facts).strip() for key in ("vi", "remedy_vi", "en", "remedy_en")]
        return Said(Level(said["level"]), *texts)

    @property
    def level(self) -> Level:
        """How much it matters."""
        return Level(self.words.level)

    def plain(self) -> dict[str, Any]:
        """As one JSON object."""
        said = self.words
        return {
            "check": self.device or self.topic,
            "outcome": self.outcome,
            "level": str(said.level),
            "vi": said.text,
            "en": said.text_en,
            "remedy_vi": said.remedy,
            "remedy_en": said.remedy_en,
            "facts": dict(self.facts),
        }


@cache
def table() -> dict[str, dict[str, dict[str, str]]]:
    """All words by topic and outcome."""
    return tomllib.loads(resources.path("technician.toml").read_text("utf-8"))
