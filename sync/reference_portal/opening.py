"""Opens a complete submission and lets those who know forms judge it; whatever it finds, nothing is refused for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sync.envelope import ClearPart, Manifest
from sync.reference_portal.part_store import PartStore
from sync.reference_portal.ports import AnswerValidator
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
    store: PartStore
    validator: AnswerValidator

    def part(self, manifest: Manifest, name: str) -> ClearPart:
        """Open one document. Raises SealError, KeyError for a name the manifest does not know."""
        ref = {part.name: part for part in manifest.parts}[name]
        return unseal(manifest, ref, self.store.read(ref.sha256), self.settings.seal_keys)

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

    def _form_problems(self, manifest: Manifest, answers: Any) -> Iterator[AnswerProblem]:
        filled = [(one["form"], one["sha256"]) for one in answers["forms"]]
        if filled != [(ref.form, ref.sha256) for ref in manifest.particulars.forms]:
            yield AnswerProblem("/forms", "other forms than the manifest says")
        for number, one in enumerate(answers["forms"]):
            for pointer, message in self.validator.problems(one["form"], one["sha256"], one["answers"]):
                yield AnswerProblem(f"/forms/{number}/answers{pointer}", message)
