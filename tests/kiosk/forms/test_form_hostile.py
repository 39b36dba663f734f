"""Form folders and answers that are wrong in any way: named or worded, never a crash."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

import pytest

import resources
from kiosk.forms.answers import leaves
from kiosk.forms.library import FormLibrary
from kiosk.forms.samples import filling_of, read_samples
from kiosk.forms.validate import validate_answers
from tests.kiosk.forms.conftest import TINY_SCHEMA, TODAY, Folder, control, tiny_ui, when

JUNK: tuple[Any, ...] = (
    None,
    0,
    -1,
    "",
    "x",
    "#",
    "/a/b",
    [],
    [1],
    {},
    {"type": 3},
    True,
    "\ufeff",
    "a" * 5000,
    10**30,
)
FORM = "CT01@2026-07-01"


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [at] if at else []
    for key, inner in items:
        found += places(inner, (*at, key))
    return found


def damaged(value: Any, rng: random.Random) -> Any:
    value = copy.deepcopy(value)
    *way, last = rng.choice(places(value))
    inner = value
    for step in way:
        inner = inner[step]
    if rng.random() < 0.2:
        del inner[last]
    else:
        inner[last] = rng.choice(JUNK)
    return value


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_folder_is_refused_or_read_but_never_crashes_the_library(folder: Folder, seed: int) -> None:
    rng = random.Random(seed)
    good = resources.path("forms", FORM)
    target = folder.write(name=FORM)
    for name in ("form.toml", "schema.json", "ui.json", "review.toml"):
        (target / name).write_bytes((good / name).read_bytes())
    name = rng.choice(("schema.json", "ui.json"))
    value = json.loads((good / name).read_text("utf-8"))
    (target / name).write_text(json.dumps(damaged(value, rng)), "utf-8")
    library = folder.library()
    assert [form.id for form in library.all()] == [FORM] or library.problems


@pytest.mark.parametrize("seed", range(25))
def test_damaged_facts_are_refused_or_read(folder: Folder, seed: int) -> None:
    rng = random.Random(seed)
    good = resources.path("forms", FORM)
    target = folder.write(name=FORM)
    for name in ("schema.json", "ui.json"):
        (target / name).write_bytes((good / name).read_bytes())
    lines = (good / "form.toml").read_text("utf-8").splitlines()
    number = rng.randrange(len(lines))
    key, equals, _ = lines[number].partition(" = ")
    lines[number] = (
        f"{key} = {rng.choice(['1', 'true', '[]', '{}', '[1]', '2026-01-01', '1979-05-27T07:32:00Z'])}"
        if equals
        else ""
    )
    text = "\n".join(lines)
    (target / "form.toml").write_text(text, "utf-8")
    library = folder.library()
    assert [form.id for form in library.all()] == [FORM] or library.problems


@pytest.mark.parametrize("seed", range(80))
def test_damaged_answers_are_worded_and_never_crash(seed: int) -> None:
    rng = random.Random(seed)
    forms = FormLibrary(resources.path("forms")).all() if seed == 0 else CACHE
    CACHE[:] = forms
    form = rng.choice(CACHE)
    sample = next(sample for sample in read_samples(form) if sample.passes)
    answers = sample.answers
    for _ in range(3):
        answers = damaged(answers, rng)
    for pointer, message in validate_answers(form, answers, TODAY):
        assert pointer.startswith("/") or pointer == ""
        assert message and not message.startswith("<")
    filling = filling_of(form, type(sample)("x", TODAY, answers, ()))
    for number in range(1, filling.page_count + 1):
        filling.check(number)
    filling.review()
    assert all(list(leaves(one.answers)) for one in filling.outputs())


CACHE: list[Any] = []


@pytest.mark.parametrize("answers", [None, [], "x", 5, {"people": 3}, {"people": [None, 4, "x"]}, {"name": {"a": 1}}])
def test_answers_of_the_wrong_shape_are_refused(folder: Folder, answers: Any) -> None:
    assert validate_answers(folder.form(), answers, TODAY)


BOMB = {"d0": {"const": 1}} | {f"d{n}": {"allOf": [{"$ref": f"#/$defs/d{n - 1}"}] * 4} for n in range(1, 30)}


@pytest.mark.parametrize(
    "own",
    [
        pytest.param(BOMB | {"here": {"$ref": "#/$defs/d29"}}, id="four times four times …"),
        pytest.param({"here": {"not": {"$ref": "#/$defs/here"}}}, id="itself"),
        pytest.param({}, id="nothing"),
        pytest.param([1], id="no table"),
        pytest.param({"here": 7}, id="no schema"),
    ],
)
def test_a_form_whose_own_schemas_lead_nowhere_or_everywhere_is_refused(folder: Folder, own: Any) -> None:
    schema = copy.deepcopy(TINY_SCHEMA) | {"$defs": own}
    rule = when("SHOW", "kind", **{"$ref": "#/$defs/here"})
    folder.write(schema=schema, ui=tiny_ui(control("more", rule=rule)))
    assert folder.library().all() == ()
    assert folder.library().problems
