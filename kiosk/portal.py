"""What the kiosk's own libraries do for the reference portal: it declares ports, here they are plugged in.

Needs the extra ``portal``; nothing in a kiosk imports this file.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fastapi import FastAPI

import resources
from kiosk.forms.errors import FormError
from kiosk.forms.library import FormLibrary
from kiosk.forms.validate import validate_answers
from sync.reference_portal.app import create_app
from sync.reference_portal.settings import PortalSettings


class Forms:
    """Judges answers by the very form that the kiosk filled (`sync.reference_portal.ports.AnswerValidator`)."""

    def __init__(self, root: Path) -> None:
        self._library = FormLibrary(root)

    def problems(self, form: str, sha256: str, answers: Any) -> Sequence[tuple[str, str]]:
        """Return pointer and message of everything to mend; one at "" for a form that this portal does not hold."""
        try:
            known = self._library.get_version(form)
        except FormError:
            known = None
        if known is None or known.sha256 != sha256:
            return [("", f"Cổng không có mẫu {form} đúng bản này")]
        return validate_answers(known, answers)


def portal_app(settings: PortalSettings) -> FastAPI:
    """Build a portal that judges answers by this installation's forms."""
    return create_app(settings, Forms(resources.path("forms")))
