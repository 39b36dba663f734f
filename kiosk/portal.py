"""What the kiosk's own libraries do for the reference portal: it declares ports, here they are plugged in.

Needs the extra ``portal``; nothing in a kiosk imports this file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi import FastAPI

import resources
from drivers.card.emrtd.errors import Malformed
from drivers.card.emrtd.evidence import judge_evidence
from drivers.card.emrtd.moment import Moment
from drivers.card.emrtd.trust import TrustStore
from kiosk.forms.errors import FormError
from kiosk.forms.library import FormLibrary
from kiosk.forms.validate import validate_answers
from sync.reference_portal.app import create_app
from sync.reference_portal.ports import ChipFindings
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


class Chips:
    """Judges chips by the trust anchors of a folder (`sync.reference_portal.ports.ChipVerifier`)."""

    def __init__(self, trust: Path | None) -> None:
        self._trust = TrustStore.load(trust) if trust is not None else TrustStore()

    def judge(self, files: Mapping[str, bytes], transcript: bytes, at: datetime) -> ChipFindings:
        """Return what the evidence proves. Raises ValueError for evidence that cannot be read."""
        try:
            found = judge_evidence(files, transcript, self._trust, Moment(at))
        except Malformed as error:
            raise ValueError("evidence") from error
        findings = {name: finding.value for name, finding in asdict(found.findings).items()}
        return ChipFindings(found.verdict.value, findings, found.reasons)


def portal_app(settings: PortalSettings, trust: Path | None = None) -> FastAPI:
    """Build a portal that judges answers by this installation's forms, and chips by the anchors in `trust`."""
    return create_app(settings, Forms(resources.path("forms")), Chips(trust))
