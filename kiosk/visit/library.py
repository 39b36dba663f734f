"""Everything a visit reads from data: procedures, official forms, the words of consent."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import resources
from kiosk.forms.autofill import facts_of
from kiosk.forms.definition import Form
from kiosk.forms.library import FormLibrary
from kiosk.identity.party import Fact
from kiosk.procedures.catalogue import Catalogue
from kiosk.procedures.overlay import Overlay, overlay_at
from kiosk.procedures.problems import Problem
from kiosk.procedures.procedure import Case, Procedure
from kiosk.settings import Place
from kiosk.visit.snapshot import Consent


@dataclass(frozen=True, slots=True)
class Library:
    """One version of the kiosk's data; a visit keeps the one it began with."""

    catalogue: Catalogue
    forms: FormLibrary
    purposes: Mapping[str, Mapping[str, Any]]
    overlay: Overlay = field(default_factory=Overlay)
    """What holds in this place."""
    drafts: bool = False
    """Offer forms that no person has compared with the official text."""
    overlay_problems: tuple[str, ...] = ()

    @classmethod
    def load(cls, root: Path, today: date, *, drafts: bool = False, place: Place | None = None) -> Library:
        """Read procedures, forms and consents below `root`; broken folders are left out and named in `problems`.

        `place` chooses the fees, hours and agencies of its province and commune, where somebody has laid them down.
        """
        purposes = tomllib.loads(resources.path("consents.toml", root=root).read_text("utf-8"))["purposes"]
        forms = FormLibrary(root / "forms")
        overlay, problems = Overlay(), tuple[Problem, ...]()
        if place:
            overlay, problems = overlay_at(root / "overlays", place.province, place.commune, forms.choices.places)
        catalogue = Catalogue(root / "procedures", today, overlay)
        return cls(catalogue, forms, purposes, overlay, drafts, tuple(map(str, problems)))

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with the data, one line each with file and line."""
        return (*map(str, (*self.catalogue.problems, *self.forms.problems)), *self.overlay_problems)

    def forms_of(self, case: Case, today: date) -> tuple[Form, ...]:
        """Return the official forms of a case as valid on `today`. Raises FormError."""
        return tuple(self.forms.get(symbol, today) for symbol in case.forms)

    def offers(self, case: Case | None, today: date) -> bool:
        """Return True when the kiosk can fill this case: its forms are here, sound, and compared by a person."""
        forms = [self.forms.find(symbol, today) for symbol in case.forms] if case else []
        return bool(forms) and all(form is not None and (form.review.done or self.drafts) for form in forms)

    def is_draft(self, case: Case, today: date) -> bool:
        """Return True when a form of this case was not yet compared with the official text."""
        return any(not form.review.done for form in self.forms_of(case, today))

    def facts_of(self, case: Case, role: str, today: date) -> frozenset[Fact]:
        """Return what the forms of a case ask of one party's card: nothing else of a card enters a visit."""
        return frozenset(fact for form in self.forms_of(case, today) for fact in facts_of(form, role))

    def consents(self, procedure: Procedure) -> tuple[Consent, ...]:
        """Return the consent pages that a procedure asks for, in its order."""
        names: Sequence[str] = procedure.purposes
        words = {"procedure": procedure.name, "agency": procedure.agency}
        return tuple(
            _consent(name, self.purposes[name], words, number, len(names)) for number, name in enumerate(names, 1)
        )


def _consent(purpose: str, said: Mapping[str, Any], words: Mapping[str, str], number: int, count: int) -> Consent:
    return Consent(
        purpose=purpose,
        title=said["title"].format(**words),
        text=said["text"].format(**words),
        data=tuple(said["data"]),
        recipient=said["recipient"].format(**words),
        refusal=said["refusal"],
        number=number,
        count=count,
    )
