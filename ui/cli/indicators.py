"""`kiosk indicators`: what this machine counted, as shares by QĐ 766 and as plain counts; never an official score."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.settings_file import DEFAULT, SettingsFile

if TYPE_CHECKING:
    from kiosk.indicators.counters import Counters

app = typer.Typer(help="Chỉ số tại máy. Indicators of this machine.")
_FORMATS = ("text", "csv", "json")


@app.callback(invoke_without_command=True)
def indicators(
    settings: SettingsFile = DEFAULT,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="first day; 30 days back")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="last day; today")] = None,
    form: Annotated[str, typer.Option("--as", help="text, csv (a row a day and count) or json")] = "text",
) -> None:
    """Show or export a period (centre's staff, auditors)."""
    if form not in _FORMATS:
        raise typer.BadParameter(", ".join(_FORMATS), param_hint="--as")
    last = until.date() if until else date.today()
    first = since.date() if since else last - timedelta(days=29)
    counters = _counters(settings)
    if form == "csv":
        _table(counters, first, last)
    else:
        said = _said(counters, first, last)
        print(json.dumps(said, ensure_ascii=False)) if form == "json" else _show(said)
    counters.close()


def _said(counters: Counters, first: date, last: date) -> dict[str, Any]:
    from kiosk.indicators.shares import UNMEASURED, shares

    counts = counters.between(first, last)
    return {
        "note": "chỉ số tại máy, không phải điểm chính thức",
        "period": [first.isoformat(), last.isoformat()],
        "shares": [asdict(share) | {"value": share.value} for share in shares(counts)],
        "not_measured_here": UNMEASURED,
        "counts": [asdict(count) for count in counts],
    }


def _show(said: dict[str, Any]) -> None:
    print(f"{said['period'][0]} – {said['period'][1]}: {said['note']}.")
    for share in said["shares"]:
        value = "   –   " if share["value"] is None else f"{share['value']:6.2f}%"
        print(f"{share['name']:9} {value}  {share['part']:6} / {share['whole']:<6}  {share['label']}")
    for number, label in said["not_measured_here"].items():
        print(f"{number:9} không đo tại máy         {label}")


def _table(counters: Counters, first: date, last: date) -> None:
    written = csv.writer(sys.stdout)
    written.writerow(["day", "name", "key", "count"])
    written.writerows(_rows(counters, first, last))


def _rows(counters: Counters, first: date, last: date) -> Iterator[tuple[str, str, str, int]]:
    for day in counters.days():
        if first <= day <= last:
            yield from ((day.isoformat(), c.name, c.key, c.count) for c in counters.between(day, day))


def _counters(file: Path) -> Counters:
    from kiosk.indicators.counters import Counters, CountersError
    from kiosk.settings import SettingsError, load

    try:
        return Counters(load(file).state / "indicators")
    except (SettingsError, CountersError) as error:
        print(f"Không mở được số đếm: {error}", file=sys.stderr)
        raise typer.Exit(2) from error
