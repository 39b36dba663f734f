"""What the kiosk's own libraries do for the reference portal: it declares ports, here they are plugged in.

Needs the extra ``portal``; nothing in a kiosk imports this file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fastapi import FastAPI

import resources
from drivers.card.emrtd.errors import Malformed
from drivers.card.emrtd.evidence import judge_evidence
from drivers.card.emrtd.moment import Moment
from drivers.card.emrtd.trust import TrustStore
from kiosk.forms.definition import Form
from kiosk.forms.errors import FormError
from kiosk.forms.holding import Holding, Mark
from kiosk.forms.library import FormLibrary
from kiosk.forms.present import Presenter, asks
from kiosk.forms.review import review_sections
from kiosk.forms.rules import shown
from kiosk.forms.validate import validate_answers
from kiosk.forms.view import ReviewSection
from kiosk.identity.party import Source
from kiosk.procedures.catalogue import Catalogue
from kiosk.procedures.procedure import Procedure
from sync.reference_portal.app import create_app
from sync.reference_portal.ports import Answer, ChipFindings, Section
from sync.reference_portal.settings import PortalSettings


class Forms:
    """Judges and reads answers by the very form that the kiosk filled (the portal's `AnswerValidator`, `FormReader`).

    `root` holds the forms; procedures lie beside it.
    """

    def __init__(self, root: Path) -> None:
        self._library = FormLibrary(root)
        self._procedures = Catalogue(root.parent / "procedures", date.today())

    def problems(self, form: str, sha256: str, answers: Any, on: date) -> Sequence[tuple[str, str]]:
        """Return pointer and message of everything to mend; one at "" for a form that this portal does not hold.

        Judged by the day of filing: what waited a week for the network is not late.
        """
        known = self._find(form, sha256)
        if known is None:
            return [("", f"Cổng không có mẫu {form} đúng bản này")]
        return validate_answers(known, answers, on)

    def procedure(self, code: str) -> str:
        """Return a procedure's name, empty for an unknown one."""
        found = self._procedures.find_code(code)
        return found.name if found else ""

    def paper(self, code: str, paper: str) -> str:
        """Return the name of a paper that a procedure or one of its forms asks for, empty for an unknown one."""
        found = self._procedures.find_code(code)
        asked = [*found.papers, *(one for case in found.cases for one in case.papers)] if found else []
        names = {control.paper_id: control.label for form in self._forms_of(found) for control in form.controls()}
        return next((one.name for one in asked if one.id == paper), names.get(paper, ""))

    def _forms_of(self, procedure: Procedure | None) -> list[Form]:
        symbols = {symbol for case in procedure.cases for symbol in case.forms} if procedure else set()
        return [form for form in self._library.all() if form.symbol in symbols]

    def title(self, form: str) -> str:
        """Return a form's title, empty for an unknown one."""
        try:
            return self._library.get_version(form).title
        except FormError:
            return ""

    def sections(self, form: str, sha256: str, answers: Any, sources: Any) -> Sequence[Section]:
        """Return the answers page by page; empty for a form that is not held, or answers that are none of its own."""
        known = self._find(form, sha256)
        if known is None:
            return ()
        try:
            marks = {pointer: Mark(Source(source)) for pointer, source in sources.items()}
            presenter = Presenter(known, Holding(answers, marks), frozenset(), {})
            seen = [
                page for page in known.pages if shown(page.rule, answers) and asks(page.elements, answers, frozenset())
            ]
            views = [presenter.page(page, number, len(seen)) for number, page in enumerate(seen, 1)]
            return [_section(one) for one in review_sections(views)]
        except (
            TypeError,
            ValueError,
            KeyError,
            AttributeError,
            RecursionError,
        ):  # whatever a hostile kiosk may have sent
            return ()

    def _find(self, form: str, sha256: str) -> Form | None:
        try:
            known = self._library.get_version(form)
        except FormError:
            return None
        return known if known.sha256 == sha256 else None


def _section(one: ReviewSection) -> Section:
    return Section(one.title, [Answer(row.label, row.text, row.source or "") for row in one.rows])


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
    """Build a portal with its desk, by this installation's forms and procedures; chips by the anchors in `trust`."""
    forms = Forms(resources.path("forms"))
    return create_app(settings, forms, Chips(trust), reader=forms)
