"""How long the form engine takes: instant validation after one key, reading all forms, setting one paper."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import resources
from kiosk.forms.library import FormLibrary
from kiosk.forms.paper import Done, render_pdf
from kiosk.forms.samples import SAMPLE_PLACE, filling_of, read_samples
from kiosk.forms.settle import FillContext
from kiosk.forms.walk import Filling
from tests.kiosk.forms.conftest import Folder, control, when

TODAY = date(2026, 11, 22)
FIELDS = 60


def run() -> dict[str, Any]:
    """Measure; times in milliseconds, medians."""
    library = FormLibrary(resources.path("forms"))
    form = library.get("CT01", TODAY)
    sample = next(sample for sample in read_samples(form) if sample.passes)
    filled = filling_of(form, sample).outputs()[0]
    done = Done("Xã Hoa Mai", TODAY)
    render_pdf(form, filled, done)  # fonts are read once a process
    return {
        "fields": FIELDS,
        "validate_60_fields_ms": _sixty_fields(),
        "validate_largest_form_ms": _largest(library),
        "read_all_forms_ms": _milliseconds(lambda: FormLibrary(resources.path("forms")), 5),
        "forms": len(library.all()),
        "paper_ms": _milliseconds(lambda: render_pdf(form, filled, done), 10),
    }


def _sixty_fields() -> float:
    """One key in a form of 60 fields on one page, a third of them under rules: answer, settle, judge, show."""
    names = [f"f{number}" for number in range(FIELDS)]
    properties = {name: {"type": "string", "maxLength": 40, "pattern": "^[a-z ]+$"} for name in names}
    schema = {"type": "object", "properties": properties, "required": names[:20], "additionalProperties": False}
    rules = {name: when("SHOW", names[number], pattern="^[a-z]") for number, name in enumerate(names[40:])}
    elements = [control(name, **({"rule": rules[name]} if name in rules else {})) for name in names]
    ui = {"type": "Categorization", "elements": [{"type": "Category", "label": "Trang", "elements": elements}]}
    with TemporaryDirectory() as place:
        form = Folder(Path(place)).form(schema=schema, ui=ui)
    filling = Filling.start([form], FillContext(TODAY, {}, SAMPLE_PLACE))
    for name in names:
        filling = filling.answer(f"/{name}", "chữ" if name == "f7" else "abc")
    return _typing(filling, "/f3")


def _largest(library: FormLibrary) -> float:
    form = max(library.all(), key=lambda form: sum(1 for _ in form.controls()))
    sample = next(sample for sample in read_samples(form) if sample.passes)
    return _typing(filling_of(form, sample), "/child/full_name" if form.symbol in ("LTKS", "TKKS") else "/full_name")


def _typing(filling: Filling, pointer: str) -> float:
    texts = iter(f"abc{'d' * (number % 9)}{'e' * (number // 9)}" for number in range(200))
    return _milliseconds(lambda: filling.answer(pointer, next(texts)).check(1), 100)


def _milliseconds(work: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - began))
    return round(median(taken), 2)
