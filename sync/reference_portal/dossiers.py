"""What the portal holds, read for people: one dossier with its problems and both findings of its chips."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from sync.reference_portal.tables import PortalDatabase, submissions


@dataclass(frozen=True, slots=True)
class Dossier:
    """One submission as the desk sees it from outside; nothing of its answers."""

    dossier_code: str
    local_number: str
    procedure: str
    kiosk: str
    standing: str
    problems: Sequence[Mapping[str, str]]
    """JSON pointer and message of what the desk has to ask for."""
    chips: Mapping[str, Mapping[str, Any]]
    """By role: what the ``kiosk`` found, and what the ``portal`` found in the same evidence."""


def find_dossier(database: str, code: str) -> Dossier | None:
    """Return the dossier of a code or local number, None when the portal has none. `database` is a SQLAlchemy URL."""
    opened = PortalDatabase(database)
    wanted = or_(submissions.c.dossier_code == code, submissions.c.local_number == code)
    try:
        with opened.transaction() as connection:
            row = connection.execute(select(submissions).where(wanted)).mappings().first()
    finally:
        opened.close()
    if row is None:
        return None
    return Dossier(
        dossier_code=row["dossier_code"] or "",
        local_number=row["local_number"],
        procedure=row["procedure"],
        kiosk=row["kiosk"],
        standing=row["standing"],
        problems=json.loads(row["findings"]),
        chips=json.loads(row["chips"]),
    )
