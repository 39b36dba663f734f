"""What the choose screen shows: the life events, one of them opened, or what a search found."""

from __future__ import annotations

from kiosk.procedures.catalogue import Catalogue
from kiosk.procedures.procedure import Procedure
from kiosk.visit.snapshot import CatalogueView, ProcedureCard

EVERYTHING = "*"
"""The group that means every procedure."""


def catalogue_view(catalogue: Catalogue, group: str = "", search: str = "") -> CatalogueView:
    """Return the view of a group or a search; with neither, only the groups."""
    if search.strip():
        found = catalogue.search(search)
    elif group == EVERYTHING:
        found = catalogue.all()
    else:
        found = catalogue.in_group(group) if group else ()
    return CatalogueView(
        groups=catalogue.groups(),
        group=group,
        search=search,
        procedures=tuple(map(_card, found)),
        total=len(catalogue.all()),
    )


def _card(procedure: Procedure) -> ProcedureCard:
    return ProcedureCard(procedure.slug, procedure.code, procedure.name, procedure.summary, procedure.fillable)
