"""Turns a finished visit into what is sealed: answers, printed forms and chip evidence (never a bare "verified")."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import cbor2

from kiosk.forms.view import FilledForm
from kiosk.language.words import Words, translated
from kiosk.visit.identify import Identified
from kiosk.visit.snapshot import Consent, PrecheckView
from sync.envelope import ClearPart, FormRef

REQUESTER = "requester"
"""Role of the person who stands at the kiosk."""


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """What the citizen agreed to, and when; the digest pins the very words (Law 91/2025/QH15)."""

    purpose: str
    version: str
    language: str
    text_sha256: str
    at: datetime

    @classmethod
    def now(cls, consent: Consent, say: Words, at: datetime) -> ConsentGiven:
        """Record agreement to the page as it is shown in the language of the visit."""
        words = json.dumps(asdict(translated(consent, say)), sort_keys=True, ensure_ascii=False)
        return cls(consent.purpose, consent.version, say.language, hashlib.sha256(words.encode()).hexdigest(), at)

    def record(self) -> dict[str, str]:
        """Return what goes into the dossier."""
        return asdict(self) | {"at": self.at.isoformat(timespec="seconds")}


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """One official form as printed."""

    symbol: str
    pdf: bytes


def form_refs(forms: Iterable[FilledForm]) -> tuple[FormRef, ...]:
    """Say exactly which forms were filled."""
    return tuple(FormRef(form.form, form.sha256) for form in forms)


def answers_alone(forms: Iterable[FilledForm]) -> bytes:
    """Return what the slip's second code carries: the answers by form, not where they came from, and no papers."""
    said = [{"form": form.form, "sha256": form.sha256, "answers": form.answers} for form in forms]
    return json.dumps({"forms": said}, ensure_ascii=False, separators=(",", ":")).encode()


def case_of(precheck: PrecheckView | None) -> Mapping[str, Any]:
    """Return what the pre-check settled: the case, the commune that decides, the group by which the fee is less."""
    if precheck is None:
        return {}
    place = precheck.competent
    named = {"commune": place.commune, "province": place.province, "reach": place.reach.value}
    return {
        "id": precheck.outcome.case.id if precheck.outcome.case else "",
        "competent": named | dict(zip(("province_code", "commune_code"), place.codes, strict=True)),
        "exemption": precheck.exemption,
    }


def clear_parts(
    *,
    forms: Sequence[FilledForm],
    papers: Iterable[ClearPart],
    printed: Sequence[PrintedForm],
    identified: Mapping[str, Identified],
    consents: Sequence[ConsentGiven],
    language: str,
    unfinished: bool = False,
    case: Mapping[str, Any] | None = None,
) -> tuple[ClearPart, ...]:
    """Return the documents of a submission, before sealing; `identified` is by role, the requester among them.

    `case` is what was settled before the form, see `case_of`.
    """
    answers = {
        "forms": [
            {"form": f.form, "sha256": f.sha256, "answers": f.answers, "sources": dict(f.sources), "missing": f.missing}
            for f in forms
        ],
        "identity": _identity(identified[REQUESTER]),
        "parties": {role: _identity(person) for role, person in identified.items() if role != REQUESTER},
        "consents": [consent.record() for consent in consents],
        "language": language,
        "unfinished": unfinished,
        "case": dict(case or {}),
    }
    parts = [ClearPart("answers", "application/json", json.dumps(answers, ensure_ascii=False).encode())]
    counted = Counter[str]()
    for paper in printed:
        counted[paper.symbol] += 1
        again = f"-{counted[paper.symbol]}" if counted[paper.symbol] > 1 else ""
        parts.append(ClearPart(f"form-{paper.symbol}{again}", "application/pdf", paper.pdf))
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
