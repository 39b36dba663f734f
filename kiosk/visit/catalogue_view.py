"""What the choose screen shows: the life events, one of them opened, or what a search found."""

from __future__ import annotations

from datetime import date

from kiosk.language.words import VIETNAMESE, Words
from kiosk.procedures.procedure import Procedure
from kiosk.visit.library import Library
from kiosk.visit.snapshot import CatalogueView, ProcedureCard

EVERYTHING = "*"
"""The group that means every procedure."""


def catalogue_view(
    library: Library, today: date, group: str = "", search: str = "", say: Words = VIETNAMESE
) -> CatalogueView:
    """Return the view of a group or a search in words of a language; with neither, only the groups."""
    catalogue = library.catalogue
    if search.strip():
        found = catalogue.search(search, say=say)
    elif group == EVERYTHING:
        found = catalogue.all()
    else:
        found = catalogue.in_group(group) if group else ()
    return CatalogueView(
        groups=catalogue.groups(),
        group=group,
        search=search,
        procedures=tuple(_card(procedure, library, today) for procedure in found),
        total=len(catalogue.all()),
    )


def _card(procedure: Procedure, library: Library, today: date) -> ProcedureCard:
    fillable = any(library.offers(case, today) for case in procedure.cases)
    return ProcedureCard(procedure.slug, procedure.code, procedure.name, procedure.summary, fillable)
