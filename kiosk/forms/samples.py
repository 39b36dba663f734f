"""A form's own examples: answers that must pass, and answers that must fail with exactly these words.

A sample is ``samples/<name>.json``: ``{"today", "answers", "expect": [[pointer, message], …]}``; ``expect`` is empty
for answers that must pass. A bundle's ``left`` says what its forms leave to the desk: ``[[form, message], …]``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kiosk.forms.answers import EMPTY, find
from kiosk.forms.definition import Form, controls_of
from kiosk.forms.derive import Place
from kiosk.forms.errors import BrokenForm, Problem
from kiosk.forms.holding import Holding, Mark
from kiosk.forms.kinds import Kind
from kiosk.forms.reading.positions import read_json
from kiosk.forms.settle import FillContext
from kiosk.forms.validate import validate_answers
from kiosk.forms.view import JsonValue
from kiosk.forms.walk import Filling
from kiosk.identity.party import Source

SAMPLE_PLACE = Place("xã Hoa Mai", "tỉnh Lâm Đồng")
"""An invented commune: samples belong to no real place."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One example of a form."""

    name: str
    today: date
    answers: JsonValue = field(repr=False)
    expect: tuple[tuple[str, str], ...]
    left: tuple[tuple[str, str], ...] = ()

    @property
    def passes(self) -> bool:
        """True when nothing may be found wrong."""
        return not self.expect


def read_samples(form: Form) -> tuple[Sample, ...]:
    """Read a form's samples in order of name. Raises BrokenForm."""
    return tuple(_read(form, path) for path in sorted((form.folder / "samples").glob("*.json")))


def _read(form: Form, path: Path) -> Sample:
    source = read_json(path, f"{form.id}/samples/{path.name}")
    try:
        said = source.value
        expect, left = (
            tuple((str(where), str(message)) for where, message in pairs)
            for pairs in (said["expect"], said.get("left", ()))
        )
        return Sample(path.stem, date.fromisoformat(said["today"]), said["answers"], expect, left)
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenForm((source.problem("", f"mẫu thử cần today, answers, expect: {error}"),)) from error


def sample_problems(form: Form) -> Iterator[Problem]:
    """Run every sample; a form without one that passes and one that fails is not tried enough."""
    try:
        samples = read_samples(form)
    except BrokenForm as error:
        yield from error.problems
        return
    if {sample.passes for sample in samples} != {True, False}:
        yield Problem(f"{form.id}/samples", 0, "cần ít nhất một mẫu đúng và một mẫu sai")
    for sample in samples:
        name = f"{form.id}/samples/{sample.name}.json"
        found = validate_answers(form, sample.answers, sample.today)
        yield from _differences(name, found, sample.expect)
        if sample.passes and not found:
            filling = filling_of(form, sample)
            pages = (filling.check(number) for number in range(1, filling.page_count + 1))
            yield from _differences(name, [(one.pointer, one.error) for page in pages for one in page.errors], ())
            left = [(one.form, words) for one in filling.outputs() for words in one.missing]
            yield from _differences(name, left, sample.left)


def _differences(name: str, found: Sequence[tuple[str, str]], said: Sequence[tuple[str, str]]) -> Iterator[Problem]:
    for where, words in found:
        if (where, words) not in said:
            yield Problem(name, 1, f"không ngờ tới: {where}: {words}")
    for where, words in said:
        if (where, words) not in found:
            yield Problem(name, 1, f"chờ mà không thấy: {where}: {words}")


def filling_of(form: Form, sample: Sample) -> Filling:
    """A filling in which a person typed everything that the sample says."""
    marks = {pointer: Mark(Source.TYPED) for pointer in answered(form, sample.answers)}
    context = FillContext(sample.today, {}, SAMPLE_PLACE)
    return Filling(form, context, Holding(sample.answers, marks))


def answered(form: Form, answers: JsonValue) -> Iterator[str]:
    """Pointers of every control that has an answer, cells of tables one by one."""
    for control in form.controls():
        value = find(answers, control.pointer)
        if control.kind is Kind.ROWS:
            for number, row in enumerate(value or ()):
                for column in controls_of(control.columns):
                    if find(row, column.pointer) not in EMPTY:
                        yield f"{control.pointer}/{number}{column.pointer}"
        elif value not in EMPTY:
            yield control.pointer
