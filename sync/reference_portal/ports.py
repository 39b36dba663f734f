"""What the portal needs from those who know forms; `kiosk portal serve` plugs the kiosk's own libraries in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """One thing that the form check dislikes."""

    pointer: str
    """JSON pointer into the answers."""
    message: str = field(repr=False)


class AnswerValidator(Protocol):
    """Checks answers against the very form that the kiosk filled."""

    def problems(self, form: str, sha256: str, answers: Any) -> Sequence[AnswerProblem]:
        """Return what is wrong; one problem at pointer "" when the form is unknown."""
        ...
