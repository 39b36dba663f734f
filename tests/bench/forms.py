"""How long the form engine takes: instant validation after one key, reading all forms, setting one paper."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import resources
from kiosk.forms.kinds import Kind
from kiosk.forms.library import FormLibrary
from kiosk.forms.paper import Done, render_pdf
from kiosk.forms.samples import SAMPLE_PLACE, filling_of, read_samples
from kiosk.forms.settle import FillContext
from kiosk.forms.walk import Filling
from tests.kiosk.forms.conftest import Folder, control, when

TODAY = date(2026, 11, 22)
FIELDS = 60


def run() -> dict[str, Any]:
    """Measure; medians in milliseconds: wall time, and processor time (`_cpu_`) to see through a busy machine."""
    library = FormLibrary(resources.path("forms"))
    form = library.get("CT01", TODAY)
    sample = next(sample for sample in read_samples(form) if sample.passes)
    filled = filling_of(form, sample).outputs()[0]
    done = Done("Xã Hoa Mai", TODAY)
    render_pdf(form, filled, done)  # fonts are read once a process
    return {
        "fields": FIELDS,
        **_typing("validate_60_fields", _sixty_fields(), "/f3"),
        **_typing("validate_largest_form", *_largest(library)),
        "read_all_forms_ms": _milliseconds(lambda: FormLibrary(resources.path("forms")), 5),
        "forms": len(library.all()),
        "paper_ms": _milliseconds(lambda: render_pdf(form, filled, done), 10),
    }


def _sixty_fields() -> Filling:
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
    return filling


def _largest(library: FormLibrary) -> tuple[Filling, str]:
    form = max(library.all(), key=lambda form: sum(1 for _ in form.controls()))
    sample = next(sample for sample in read_samples(form) if sample.passes)
    name = next(control.pointer for control in form.controls() if control.kind is Kind.NAME)
    return filling_of(form, sample), name


def _typing(name: str, filling: Filling, pointer: str) -> dict[str, float]:
    """One key after another into one field, the page judged and shown each time."""
    texts = cycle(f"abc{'d' * number}" for number in range(1, 30))

    def key() -> None:
        filling.answer(pointer, next(texts)).check(1)

    return {f"{name}_ms": _milliseconds(key, 100), f"{name}_cpu_ms": _milliseconds(key, 100, time.process_time)}


def _milliseconds(work: Callable[[], object], times: int, clock: Callable[[], float] = time.perf_counter) -> float:
    taken = []
    for _ in range(times):
        began = clock()
        work()
        taken.append(1000 * (clock() - began))
    return round(median(taken), 2)
