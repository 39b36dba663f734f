"""Field names of portals: out and back again without loss, for every form that has a map."""

from __future__ import annotations

from pathlib import Path

import pytest

import resources
from kiosk.forms.answers import EMPTY, find, leaves
from kiosk.forms.definition import Form
from kiosk.forms.errors import BrokenForm
from kiosk.forms.exchange.portal_map import portal_maps, read_portal_map
from kiosk.forms.library import FormLibrary
from kiosk.forms.samples import read_samples

LIBRARY = FormLibrary(resources.path("forms"))
MAPS = [(form, path) for form in LIBRARY.all() for path in portal_maps(form)]
each = pytest.mark.parametrize(("form", "path"), MAPS, ids=[f"{form.symbol}-{path.stem}" for form, path in MAPS])


def test_the_forms_that_portals_take_have_maps() -> None:
    assert {form.symbol for form, _ in MAPS} >= {"CT01", "TKKS", "TKKH", "TKKT", "TKTTHN", "LLTP", "TBLT"}


@each
def test_answers_go_out_and_come_back(form: Form, path: Path) -> None:
    names = read_portal_map(form, path)
    for sample in read_samples(form):
        if not sample.passes:
            continue
        data = names.export(form, sample.answers)
        back = names.read(form, data)
        for pointer, value in leaves(back):
            assert find(sample.answers, pointer) == value
        for pointer in names.fields:
            if "*" not in pointer and find(sample.answers, pointer) not in EMPTY:
                assert find(back, pointer) not in EMPTY
        assert validate_keys(data)


def validate_keys(data: object) -> bool:
    """The envelope is Form.io's: one key ``data``."""
    return isinstance(data, dict) and list(data) == ["data"]


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
