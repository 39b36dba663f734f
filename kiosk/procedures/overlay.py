"""What a province or commune adds to the national data: fees by resolution, hours, who receives."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config

from kiosk.procedures.payment import Account
from kiosk.procedures.problems import Problem, in_words, line_of
from kiosk.procedures.procedure import Fee, Procedure
from kiosk.procedures.reading import read_text


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

    def lines(self) -> tuple[Fee, ...]:
        """Return the fees with the resolution's validity, and the resolution as note where there is none."""
        dated = (replace(fee, valid_from=self.valid_from, valid_to=self.valid_to) for fee in self.fees)
        return tuple(replace(fee, note=fee.note or self.basis) for fee in dated)


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class Overlay:
    """What holds in one place; a commune's goes before its province's."""

    hours: tuple[str, ...] = ()
    """Receiving hours, one line each; empty: not said here."""
    agencies: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Code of a procedure to the desk that receives it here."""
    local_fees: tuple[LocalFees, ...] = ()
    account: Account | None = None
    """Where fees are paid to; counts only when it comes with the signed catalogue (`Library.payee`)."""

    def applied(self, procedure: Procedure) -> Procedure:
        """Return the procedure as it is here: the desk that receives it, local fees before the national ones.

        A line that the nation leaves to the province goes where a local line of its channel covers its cases.
        """
        local = [fee for here in self.local_fees if here.code == procedure.code for fee in here.lines()]
        national = [fee for fee in procedure.fees if not (fee.set_by and any(_covers(line, fee) for line in local))]
        agency = self.agencies.get(procedure.code, procedure.agency)
        return replace(procedure, agency=agency, fees=(*local, *national))


def _covers(local: Fee, national: Fee) -> bool:
    return local.channel == national.channel and (not local.cases or set(national.cases) <= set(local.cases))


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
        text = read_text(file)
        return TypeAdapter(Overlay).validate_python(tomllib.loads(text))
    except ValidationError as error:
        return [Problem(file, line_of(text, item["loc"]), in_words(item)) for item in error.errors()]
    except (ValueError, RecursionError) as error:
        return [Problem(file, 0, f"không đọc được: {error}")]


def _merged(overlays: Iterable[Overlay]) -> Overlay:
    """Put the nearer place before the farther one."""
    merged = Overlay()
    for nearer in overlays:
        merged = Overlay(
            hours=nearer.hours or merged.hours,
            agencies={**merged.agencies, **nearer.agencies},
            local_fees=(*nearer.local_fees, *merged.local_fees),
            account=nearer.account or merged.account,
        )
    return merged
