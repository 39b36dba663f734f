"""What a province or commune adds to the national data: fees by resolution, hours, who receives."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config

from kiosk.procedures.problems import Problem, in_words, line_of
from kiosk.procedures.procedure import Fee


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class LocalFees:
    """The fees of one procedure here, from one resolution."""

    code: str
    basis: str
    """Number and date of the resolution."""
    fees: tuple[Fee, ...]
    valid_from: date | None = None
    valid_to: date | None = None


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class Overlay:
    """What holds in one place; a commune's goes before its province's."""

    hours: tuple[str, ...] = ()
    """Receiving hours, one line each; empty: not said here."""
    agencies: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Code of a procedure to the desk that receives it here."""
    local_fees: tuple[LocalFees, ...] = ()

    def fees_of(self, code: str, on: date) -> tuple[Fee, ...]:
        """Return the local fees of a procedure on a day, each with its resolution as note."""
        return tuple(
            Fee(fee.channel, fee.amount, fee.note or here.basis, fee.cases, fee.per)
            for here in self.local_fees
            if here.code == code and _holds(here, on)
            for fee in here.fees
        )


def load_overlay(root: Path, province: str, commune: str = "") -> tuple[Overlay, tuple[Problem, ...]]:
    """Read ``<province>.toml`` and ``<province>/<commune>.toml`` below `root`; files that are missing say nothing.

    A broken file is left out and named; what stands in the other still holds.
    """
    files = [root / f"{province}.toml", root / province / f"{commune}.toml"]
    overlays: list[Overlay] = []
    problems: list[Problem] = []
    for file in (file for file in files if file.is_file()):
        result = _read(file)
        if isinstance(result, Overlay):
            overlays.append(result)
        else:
            problems += result
    return _merged(overlays), tuple(problems)


def _read(file: Path) -> Overlay | list[Problem]:
    try:
        text = file.read_text("utf-8")
        return TypeAdapter(Overlay).validate_python(tomllib.loads(text))
    except ValidationError as error:
        return [Problem(file, line_of(text, item["loc"]), in_words(item)) for item in error.errors()]
    except ValueError as error:
        return [Problem(file, 0, f"không đọc được: {error}")]


def _merged(overlays: Iterable[Overlay]) -> Overlay:
    """Put the nearer place before the farther one."""
    merged = Overlay()
    for nearer in overlays:
        merged = Overlay(
            hours=nearer.hours or merged.hours,
            agencies={**merged.agencies, **nearer.agencies},
            local_fees=(*nearer.local_fees, *merged.local_fees),
        )
    return merged


def _holds(fees: LocalFees, on: date) -> bool:
    begun = fees.valid_from is None or fees.valid_from <= on
    return begun and (fees.valid_to is None or on <= fees.valid_to)
