"""The purposes for which a procedure asks consent, each with its own words (Law 91/2025/QH15)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

import resources
from kiosk.procedures.procedure import Procedure


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose, as the citizen reads it on a page of its own."""

    id: str
    version: str
    """Goes into the dossier with the consent, so that its words can be found again."""
    title: str
    text: str
    data: tuple[str, ...]
    recipient: str
    refusal: str
    """What happens when the citizen refuses."""


def purposes_of(procedure: Procedure) -> tuple[Purpose, ...]:
    """Return what this procedure asks consent for, in order. Raises KeyError for a purpose without words."""
    return tuple(_in_words(purpose, procedure) for purpose in procedure.purposes)


def _in_words(purpose: str, procedure: Procedure) -> Purpose:
    entry = _table()[purpose]

    def told(template: str) -> str:
        return template.format(agency=procedure.agency, procedure=procedure.short_name)

    return Purpose(
        id=purpose,
        version=entry["version"],
        title=told(entry["title"]),
        text=told(entry["text"]),
        data=tuple(told(line) for line in entry["data"]),
        recipient=told(entry["recipient"]),
        refusal=told(entry["refusal"]),
    )


@cache
def _table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = tomllib.loads(resources.path("consents.toml").read_text("utf-8"))["purposes"]
    return table
