"""Opens a complete submission and lets those who know forms judge it; whatever it finds, nothing is refused for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

import cbor2

from sync.envelope import ClearPart, Manifest
from sync.reference_portal.part_store import Parts
from sync.reference_portal.ports import AnswerValidator, ChipFindings, ChipVerifier
from sync.reference_portal.settings import PortalSettings
from sync.seal import SealError, unseal


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """One thing that the desk has to ask for."""

    pointer: str
    """JSON pointer into the answers part."""
    message: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Opener:
    """Unseals with the portal's keys; clear documents are never written anywhere."""

    settings: PortalSettings
    store: Parts
    validator: AnswerValidator
    verifier: ChipVerifier

    def part(self, manifest: Manifest, name: str) -> ClearPart:
        """Open one document. Raises SealError, KeyError for a name the manifest does not know."""
        ref = {part.name: part for part in manifest.parts}[name]
        return unseal(manifest, ref, self.store.read(ref.sha256), self.settings.secrets.seal_keys)

    def problems(self, manifest: Manifest) -> tuple[AnswerProblem, ...]:
        """What the desk has to ask for; empty when all is well."""
        try:
            for part in manifest.parts:
                self.part(manifest, part.name)
            answers = json.loads(self.part(manifest, "answers").data)
            return tuple(self._form_problems(manifest, answers))
        except SealError as error:
            return (AnswerProblem("", str(error)),)
        except (KeyError, ValueError, TypeError, RecursionError):
            return (AnswerProblem("", "answers cannot be understood"),)

    def chips(self, manifest: Manifest, at: datetime) -> dict[str, dict[str, Any]]:
        """By role, what the kiosk found of each chip and what the evidence proves here; empty without chips."""
        try:
            said = json.loads(self.part(manifest, "answers").data)
            evidence = cbor2.loads(self.part(manifest, "evidence").data)
            known = {"requester": said["identity"], **said.get("parties", {})}
            return {str(role): self._both(known.get(role), chip, at) for role, chip in evidence.items()}
        except (SealError, KeyError, ValueError, TypeError, AttributeError, RecursionError, cbor2.CBORDecodeError):
            return {}

    def _both(self, kiosk: Any, chip: Any, at: datetime) -> dict[str, Any]:
        try:
            found = self.verifier.judge(chip["files"], chip["transcript"], at)
        except (ValueError, KeyError, TypeError):
            found = ChipFindings("UNREADABLE", {}, ("EVIDENCE_UNREADABLE",))
        return {"kiosk": _said_of_chip(kiosk), "portal": asdict(found)}

    def _form_problems(self, manifest: Manifest, answers: Any) -> Iterator[AnswerProblem]:
        filled = [(one["form"], one["sha256"]) for one in answers["forms"]]
        if filled != [(ref.form, ref.sha256) for ref in manifest.particulars.forms]:
            yield AnswerProblem("/forms", "other forms than the manifest says")
        for number, one in enumerate(answers["forms"]):
            day = manifest.particulars.created_at.date()
            for pointer, message in self.validator.problems(one["form"], one["sha256"], one["answers"], day):
                yield AnswerProblem(f"/forms/{number}/answers{pointer}", message)


def _said_of_chip(kiosk: Any) -> dict[str, Any]:
    """What a kiosk says it found, in the shape of our own findings, whatever it sent."""
    said = kiosk if isinstance(kiosk, dict) else {}
    findings, reasons = said.get("findings"), said.get("reasons")
    return {
        "verdict": str(said.get("verdict", "")),
        "findings": {str(k): str(v) for k, v in findings.items()} if isinstance(findings, dict) else {},
        "reasons": [str(one) for one in reasons] if isinstance(reasons, list) else [],
    }
