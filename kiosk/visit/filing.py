"""Turns a finished visit into what is sealed: answers, printed forms and chip evidence (never a bare "verified")."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import cbor2

from kiosk.forms.view import FilledForm
from kiosk.visit.identify import Identified
from kiosk.visit.snapshot import Consent
from sync.envelope import ClearPart, FormRef

REQUESTER = "requester"
"""Role of the person who stands at the kiosk."""


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """What the citizen agreed to, and when; the digest pins the very words (Law 91/2025/QH15)."""

    purpose: str
    text_sha256: str
    at: datetime

    @classmethod
    def now(cls, consent: Consent, at: datetime) -> ConsentGiven:
        """Record agreement to the page that is shown."""
        words = json.dumps(asdict(consent), sort_keys=True, ensure_ascii=False)
        return cls(consent.purpose, hashlib.sha256(words.encode()).hexdigest(), at)


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """One official form as printed."""

    symbol: str
    pdf: bytes


def form_refs(forms: Iterable[FilledForm]) -> tuple[FormRef, ...]:
    """Say exactly which forms were filled."""
    return tuple(FormRef(form.form, form.sha256) for form in forms)


def clear_parts(
    *,
    forms: Sequence[FilledForm],
    papers: Iterable[ClearPart],
    printed: Sequence[PrintedForm],
    identified: Mapping[str, Identified],
    consents: Sequence[ConsentGiven],
    language: str,
) -> tuple[ClearPart, ...]:
    """Return the documents of a submission, before sealing; `identified` is by role, the requester among them."""
    answers = {
        "forms": [
            {"form": f.form, "sha256": f.sha256, "answers": f.answers, "sources": dict(f.sources)} for f in forms
        ],
        "identity": _identity(identified[REQUESTER]),
        "parties": {role: _identity(person) for role, person in identified.items() if role != REQUESTER},
        "consents": [
            {"purpose": c.purpose, "text_sha256": c.text_sha256, "at": c.at.isoformat(timespec="seconds")}
            for c in consents
        ],
        "language": language,
    }
    parts = [ClearPart("answers", "application/json", json.dumps(answers, ensure_ascii=False).encode())]
    parts += [ClearPart(f"form-{paper.symbol}", "application/pdf", paper.pdf) for paper in printed]
    parts += papers
    evidence = _evidence(identified)
    if evidence:
        parts.append(ClearPart("evidence", "application/cbor", evidence))
    return tuple(parts)


def _identity(identified: Identified) -> dict[str, Any]:
    said: dict[str, Any] = {"identified_by": list(identified.by)}
    reading = identified.reading
    if reading is not None:
        said |= {
            "access": reading.access.value,
            "verdict": reading.verdict.value,
            "findings": {name: finding.value for name, finding in asdict(reading.findings).items()},
            "reasons": list(reading.reasons),
        }
    return said


def _evidence(identified: Mapping[str, Identified]) -> bytes:
    """Raw files and transcript of every chip, by role, so that the portal judges them again."""
    readings = {role: person.reading for role, person in identified.items() if person.reading is not None}
    if not readings:
        return b""
    chips = {
        role: {"files": {file.name: file.data for file in reading.files}, "transcript": reading.evidence}
        for role, reading in readings.items()
    }
    return cbor2.dumps(chips)
