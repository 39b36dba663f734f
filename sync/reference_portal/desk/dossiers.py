"""What the desk reads: the list of dossiers without a name in it, and one dossier opened for one request."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, func, or_, select

from sync.envelope import Manifest, parse_manifest
from sync.reference_portal.opening import Opener
from sync.reference_portal.ports import Answer, FormReader, Section
from sync.reference_portal.tables import PortalDatabase, submissions
from sync.seal import SealError

LONGEST_LIST = 200
_LONGEST_RAW, _MOST_RAW, _DEEPEST_RAW = 500, 1000, 12
_row = submissions.c


@dataclass(frozen=True, slots=True)
class Line:
    """One dossier in the list."""

    id: str
    local_number: str
    dossier_code: str
    procedure: str
    kiosk: str
    standing: str
    received: datetime
    problems: int
    differs: bool
    """Kiosk and portal found different things of a chip."""


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """One form as answers."""

    title: str
    sections: Sequence[Section] = field(repr=False)
    known: bool
    """False when the portal does not hold this form: the answers are shown raw."""


@dataclass(frozen=True, slots=True)
class Document:
    """One part that can be shown."""

    part: str
    title: str
    size: int
    """Bytes of ciphertext."""


@dataclass(frozen=True, slots=True)
class OpenDossier:
    """One dossier, opened."""

    line: Line
    manifest: Manifest
    sheets: Sequence[FilledSheet] = field(repr=False)
    identified_by: Sequence[str]
    papers: Sequence[Document]
    """Printed forms, then papers."""
    problems: Sequence[Mapping[str, str]] = field(repr=False)
    chips: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads a portal's dossiers for the desk."""

    database: PortalDatabase
    opener: Opener
    reader: FormReader

    def lines(self, standing: str = "") -> tuple[Line, ...]:
        """The newest complete dossiers, of one standing or of all."""
        wanted = select(submissions).where(_row.receipt != "").order_by(_row.completed_at.desc(), _row.id.desc())
        if standing:
            wanted = wanted.where(_row.standing == standing)
        with self.database.transaction() as connection:
            rows = connection.execute(wanted.limit(LONGEST_LIST)).mappings().all()
        return tuple(self._line(row) for row in rows)

    def counts(self) -> Mapping[str, int]:
        """How many dossiers there are of each standing."""
        counted = select(_row.standing, func.count().label("many")).where(_row.receipt != "").group_by(_row.standing)
        with self.database.transaction() as connection:
            return {row.standing: row.many for row in connection.execute(counted)}

    def find(self, number: str) -> str:
        """Return the id of a dossier by its code or local number, empty when there is none."""
        wanted = select(_row.id).where(
            _row.receipt != "", or_(_row.dossier_code == number, _row.local_number == number)
        )
        with self.database.transaction() as connection:
            return connection.execute(wanted.limit(1)).scalar_one_or_none() or ""

    def open(self, submission_id: UUID) -> OpenDossier | None:
        """Open a dossier; None when the portal does not hold it whole."""
        row = self._row(submission_id)
        if row is None:
            return None
        manifest = parse_manifest(row["manifest"])
        said, chips = self._answers(manifest), json.loads(row["chips"])
        proven = bool(chips) and all(both["portal"]["verdict"] == "GENUINE" for both in chips.values())
        return OpenDossier(
            line=self._line(row),
            manifest=manifest,
            sheets=sheets(said, self.reader, proven),
            identified_by=_identified(said),
            papers=tuple(self._documents(manifest)),
            problems=json.loads(row["findings"]),
            chips=chips,
        )

    def document(self, submission_id: UUID, name: str) -> tuple[str, bytes] | None:
        """Media type and bytes of one document, None when there is none that opens."""
        row = self._row(submission_id)
        try:
            part = self.opener.part(parse_manifest(row["manifest"]), name) if row else None
        except (SealError, KeyError, FileNotFoundError):
            part = None
        return (part.media_type, part.data) if part else None

    def _documents(self, manifest: Manifest) -> Iterator[Document]:
        for part in manifest.parts:
            kind, _, name = part.name.partition("-")
            if kind == "form":
                yield Document(part.name, f"Tờ khai {name}", part.size)
            elif kind == "paper":
                known = self.reader.paper(manifest.particulars.procedure, name)
                yield Document(part.name, known or f"Giấy tờ {name}", part.size)

    def _row(self, submission_id: UUID) -> RowMapping | None:
        wanted = select(submissions).where(_row.id == str(submission_id), _row.receipt != "")
        with self.database.transaction() as connection:
            return connection.execute(wanted).mappings().one_or_none()

    def _answers(self, manifest: Manifest) -> Any:
        try:
            return json.loads(self.opener.part(manifest, "answers").data)
        except (SealError, KeyError, FileNotFoundError, ValueError, RecursionError):
            return {}

    def _line(self, row: RowMapping) -> Line:
        return Line(
            id=row["id"],
            local_number=row["local_number"],
            dossier_code=row["dossier_code"] or "",
            procedure=self.reader.procedure(row["procedure"]) or row["procedure"],
            kiosk=row["kiosk"],
            standing=row["standing"],
            received=row["completed_at"],
            problems=len(json.loads(row["findings"])),
            differs=any(
                both["kiosk"]["verdict"] != both["portal"]["verdict"] for both in json.loads(row["chips"]).values()
            ),
        )


def sheets(said: Any, reader: FormReader, proven: bool) -> tuple[FilledSheet, ...]:
    """The forms of an answers part, whatever it holds: what no form explains is shown raw.

    A kiosk is no anchor of trust: its word that a chip was genuine counts only where it is `proven` here.
    """
    forms = said.get("forms") if isinstance(said, dict) else None
    return tuple(_sheet(one, reader, proven) for one in forms) if isinstance(forms, list) else ()


def _sheet(one: Any, reader: FormReader, proven: bool) -> FilledSheet:
    filled = one if isinstance(one, dict) else {"answers": one}
    form, answers, sources = str(filled.get("form", "")), filled.get("answers"), filled.get("sources", {})
    known = reader.sections(form, str(filled.get("sha256", "")), answers, sources)
    sections = known or [Section("", tuple(islice(_raw(answers, "", 0), _MOST_RAW)))]
    shown = sections if proven else [Section(s.title, [_doubted(a) for a in s.answers]) for s in sections]
    return FilledSheet(reader.title(form) or form, shown, bool(known))


def _doubted(answer: Answer) -> Answer:
    return replace(answer, source="chip_unproven") if answer.source == "chip_genuine" else answer


def _raw(value: Any, pointer: str, depth: int) -> Iterator[Answer]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if inner is None or depth == _DEEPEST_RAW:
        yield Answer(pointer[:_LONGEST_RAW], str(value)[:_LONGEST_RAW], "")
        return
    for name, one in inner:
        yield from _raw(one, f"{pointer}/{name}", depth + 1)


def _identified(said: Any) -> tuple[str, ...]:
    identity = said.get("identity") if isinstance(said, dict) else None
    by = identity.get("identified_by") if isinstance(identity, dict) else None
    return tuple(str(one) for one in by) if isinstance(by, list) else ()
