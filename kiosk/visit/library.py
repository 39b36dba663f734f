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
from kiosk.language.packs import Pack, packs
from kiosk.language.words import VIETNAMESE, Line, Words, phrase, words_of
from kiosk.procedures.catalogue import Catalogue
from kiosk.procedures.competence import Competent
from kiosk.procedures.overlay import Overlay, load_overlay
from kiosk.procedures.payment import Account
from kiosk.procedures.procedure import Case, Procedure
from kiosk.settings import Place
from kiosk.visit.snapshot import Consent

_NOWHERE = Competent("", "")


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
    packs: tuple[Pack, ...] = ()
    here: Competent = _NOWHERE
    """Where the kiosk stands; no names when it stands nowhere yet."""
    signed: bool = False
    """It came with the signed catalogue."""

    @classmethod
    def load(cls, root: Path, today: date, *, drafts: bool = False, place: Place | None = None) -> Library:
        """Read procedures, forms and consents below `root`; broken folders are left out and named in `problems`.

        `place` chooses the fees, hours and agencies of its province and commune, where somebody has laid them down.
        """
        purposes = tomllib.loads(resources.path("consents.toml", root=root).read_text("utf-8"))["purposes"]
        forms = FormLibrary(root / "forms")
        here = _here(place, forms) if place else _NOWHERE
        overlay, problems = load_overlay(root / "overlays", *here.codes)
        said = packs(data=root)
        catalogue = Catalogue(root / "procedures", today, overlay)
        return cls(catalogue, forms, purposes, overlay, drafts, tuple(map(str, problems)), said, here)

    @property
    def payee(self) -> Account | None:
        """The account fees may be asked for; None unless somebody signed it."""
        return self.overlay.account if self.signed else None

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with the data, one line each with file and line."""
        return (*map(str, (*self.catalogue.problems, *self.forms.problems)), *self.overlay_problems)

    def words(self, language: str) -> Words:
        """Return the words of a language; Vietnamese for one that is not here."""
        return next((words_of(pack) for pack in self.packs if pack.code == language), VIETNAMESE)

    def forms_of(self, case: Case, today: date) -> tuple[Form, ...]:
        """Return the official forms of a case as valid on `today`. Raises FormError."""
        return tuple(self.forms.get(symbol, today) for symbol in case.forms)

    def offers(self, case: Case | None, today: date) -> bool:
        """Return True when the kiosk can fill this case: its forms are here, sound, and compared by a person."""
        forms = [self.forms.find(symbol, today) for symbol in case.forms] if case else []
        return bool(forms) and all(form is not None and (form.releasable or self.drafts) for form in forms)

    def is_draft(self, case: Case, today: date) -> bool:
        """Return True when a form of this case was not yet compared with the official text."""
        return any(not form.releasable for form in self.forms_of(case, today))

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


def _here(place: Place, forms: FormLibrary) -> Competent:
    found = forms.choices.places.convert_old(f"{place.commune}, {place.province}")
    commune = found.communes[0].code if len(found.communes) == 1 else ""
    return Competent(place.commune, place.province, codes=(found.province, commune))


def _consent(purpose: str, said: Mapping[str, Any], words: Mapping[str, Line], number: int, count: int) -> Consent:
    return Consent(
        purpose=purpose,
        title=phrase(said["title"], **words),
        text=phrase(said["text"], **words),
        data=tuple(said["data"]),
        recipient=phrase(said["recipient"], **words),
        refusal=said["refusal"],
        number=number,
        count=count,
        version=said["version"],
    )
