"""What the portal needs from those who know forms; `kiosk portal serve` plugs the kiosk's own libraries in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol


class AnswerValidator(Protocol):
    """Checks answers against the very form that the kiosk filled."""

    def problems(self, form: str, sha256: str, answers: Any) -> Sequence[tuple[str, str]]:
        """Return JSON pointer and message of everything to mend; one at pointer "" when the form is unknown."""
        ...
