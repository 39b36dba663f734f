"""Field names of portals: nothing is lost on the way out, for every form that has a map."""

from __future__ import annotations

from pathlib import Path

import pytest

import resources
from kiosk.forms.answers import EMPTY, expand, find
from kiosk.forms.definition import Form
from kiosk.forms.errors import BrokenForm
from kiosk.forms.exchange.portal_map import PortalMap, portal_maps, read_portal_map
from kiosk.forms.kinds import Kind, tidy
from kiosk.forms.library import FormLibrary
from kiosk.forms.samples import read_samples
from kiosk.forms.view import JsonValue

LIBRARY = FormLibrary(resources.path("forms"))
MAPS = [(form, path) for form in LIBRARY.all() for path in portal_maps(form)]
each = pytest.mark.parametrize(("form", "path"), MAPS, ids=[f"{form.symbol}-{path.stem}" for form, path in MAPS])


def test_the_forms_that_portals_take_have_maps() -> None:
    assert {form.symbol for form, _ in MAPS} >= {"CT01", "TKKS", "TKKH", "TKKT", "TKTTHN", "LLTP", "TBLT"}


@each
def test_every_named_answer_goes_out_so_that_it_could_come_back(form: Form, path: Path) -> None:
    names = read_portal_map(form, path)
    for sample in read_samples(form):
        data = names.export(form, sample.answers)
        assert list(data) == ["data"]  # Form.io's envelope
        for pointer, key in names.fields.items():
            for here, rows in expand(pointer, sample.answers):
                table = names.fields[pointer.partition("/*")[0]]
                there = f"{place(table)}/{rows[0]}{place(key)}" if rows else place(key)
                assert taken(find(sample.answers, here)) in came_back(names, pointer, find(data["data"], there))


def place(key: str) -> str:
    return "/" + key.replace(".", "/")


def taken(answer: JsonValue) -> JsonValue:
    """An answer as far as a map takes it whole: of a table how many rows it has."""
    return None if answer in EMPTY else len(answer) if isinstance(answer, list) else answer


def came_back(names: PortalMap, pointer: str, theirs: JsonValue) -> tuple[JsonValue, ...]:
    """What a value of the portal can stand for: a text of figures may be a date or not."""
    if isinstance(theirs, list):
        return (len(theirs),)
    ours = [our for our, their in names.values.get(pointer, {}).items() if their == theirs]
    if ours:
        assert len(ours) == 1, "two answers under one name"
        return (ours[0],)
    return (theirs, tidy(Kind.PARTIAL_DATE, theirs)) if names.vietnamese_dates else (theirs,)


def test_values_and_dates_of_the_portal(tmp_path: Path) -> None:
    form = LIBRARY.get_version("TBLT@2025-07-01")
    sample = next(one for one in read_samples(form) if one.passes)
    row = read_portal_map(form, next(portal_maps(form))).export(form, sample.answers)["data"]
    guest = row["DS_KHACH_VIET_NAM_LUU_TRU"][0]
    assert guest["D"] in ("M - Nam", "F - Nữ") and guest["E"] == "VNM" and guest["C"] == "1988"
    assert guest["N"].count("/") == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('portal = "x"\n', "thiếu version"),
        ('portal = "x"\nversion = "1"\nseen_on = 2026-01-01\n[fields]\n"/nothing" = "a"\n', "không có mục /nothing"),
        ('portal = "x"\nversion = "1"\nseen_on = 2026-01-01\n[fields]\n"/members/*/sex" = "a"\n', "thiếu tên của bảng"),
        ('portal = "x"\nversion = "1"\nseen_on = 2026-01-01\ndates = "us"\n[fields]\n', "“us” không dùng được"),
    ],
)
def test_maps_that_are_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(BrokenForm) as caught:
        read_portal_map(LIBRARY.get_version("CT01@2026-07-01"), path)
    assert said in str(caught.value)
