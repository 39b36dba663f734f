"""What the portal needs from those who know forms and chips; `kiosk.portal` plugs the kiosk's own libraries in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol


class AnswerValidator(Protocol):
    """Checks answers against the very form that the kiosk filled."""

    def problems(self, form: str, sha256: str, answers: Any, on: date) -> Sequence[tuple[str, str]]:
        """Return JSON pointer and message of everything to mend; one at pointer "" when the form is unknown."""


@dataclass(frozen=True, slots=True)
class ChipFindings:
    """What somebody found of a chip: the kiosk, or the portal itself."""

    verdict: str
    findings: Mapping[str, str]
    """``data_unchanged, signed, issuer, chip`` and their answers."""
    reasons: Sequence[str]


class ChipVerifier(Protocol):
    """Judges a chip's raw files anew, trusting nothing that the kiosk concluded."""

    def judge(self, files: Mapping[str, bytes], transcript: bytes, at: datetime) -> ChipFindings:
        """Return what the evidence proves at a time (aware). Raises ValueError for evidence that cannot be read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as a person reads it."""

    label: str
    text: str = field(repr=False)
    source: str
    """Where it came from, as the kiosk said (``chip_genuine``, ``typed`` …); empty when it did not."""


@dataclass(frozen=True, slots=True)
class Section:
    """One page of a form."""

    title: str
    answers: Sequence[Answer]


class FormReader(Protocol):
    """Knows how forms and procedures read."""

    def procedure(self, code: str) -> str:
        """Return a procedure's name, empty for an unknown one."""

    def paper(self, code: str, paper: str) -> str:
        """Return the name of a paper that a procedure asks for, empty for an unknown one."""

    def title(self, form: str) -> str:
        """Return a form's title, empty for an unknown one."""

    def sections(self, form: str, sha256: str, answers: Any, sources: Any) -> Sequence[Section]:
        """Return the answers page by page; empty for a form that is not held, or answers that are none of its own."""
