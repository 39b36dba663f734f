"""What staff and technicians read about an outcome; the words are data in ``resources/outcomes.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

import resources
from sync.portal import Outcome


@dataclass(frozen=True, slots=True)
class OutcomeWords:
    """In Vietnamese, whole sentences; the last names the page."""

    staff: str
    technician: str
    page: str
    """Its page in the handbook of faults, such as ``MG-02``."""


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.path("outcomes.toml").read_text("utf-8"))


def words(outcome: Outcome) -> OutcomeWords:
    """Return the words of an outcome. Raises KeyError when it has none (a test walks them all)."""
    said = _table()[outcome.value]
    page = said["page"]
    staff, technician = (f"{said[reader].removesuffix('.')} ({page})." for reader in ("staff", "technician"))
    return OutcomeWords(staff, technician, page)
