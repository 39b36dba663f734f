"""Forms, cards and folders that the tests of the form engine share."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import resources
from kiosk.forms.definition import Form
from kiosk.forms.derive import Place
from kiosk.forms.library import FormLibrary
from kiosk.forms.settle import FillContext
from kiosk.forms.walk import Filling
from kiosk.identity.party import Datum, Fact, Party, Source

TODAY = date(2026, 11, 22)
PLACE = Place("xã Hoa Mai", "tỉnh Lâm Đồng")
CARD: Mapping[Fact, str] = {
    Fact.PERSONAL_ID: "000190000123",
    Fact.FULL_NAME: "Trần Thị Mẫu",
    Fact.DATE_OF_BIRTH: "1990-09-02",
    Fact.SEX: "Nữ",
    Fact.NATIONALITY: "Việt Nam",
    Fact.ETHNICITY: "Kinh",
    Fact.RELIGION: "Không",
    Fact.HOMETOWN: "Xã Suối Trong, Huyện Đơn Dương, Lâm Đồng",
    Fact.RESIDENCE: "Thôn 2, Xã Suối Trong, Huyện Đơn Dương, Lâm Đồng",
    Fact.FATHER_NAME: "Trần Văn Thử",
    Fact.MOTHER_NAME: "Lê Thị Nghiệm",
    Fact.SPOUSE_NAME: "Nguyễn Văn Giả",
    Fact.CARD_ISSUED_ON: "2021-06-20",
    Fact.CARD_EXPIRES_ON: "2030-09-02",
}

TINY_SCHEMA = {
    "type": "object",
    "properties": {
        "kind": {"enum": ["a", "b"]},
        "name": {"$ref": "urn:kiosk:schema:name"},
        "more": {"type": "string", "maxLength": 20},
        "deep": {"type": "string", "maxLength": 20},
        "people": {
            "type": "array",
            "maxItems": 2,
            "items": {
                "type": "object",
                "properties": {
                    "full_name": {"$ref": "urn:kiosk:schema:name"},
                    "adult": {"type": "boolean"},
                    "job": {"type": "string", "maxLength": 20},
                },
                "required": ["full_name"],
            },
        },
    },
    "required": ["name"],
    "additionalProperties": False,
}


def control(name: str, **extra: Any) -> dict[str, Any]:
    """A Control of a UI schema."""
    return {"type": "Control", "scope": f"#/properties/{name}", "label": name.capitalize(), **extra}


def when(effect: str, name: str, **schema: Any) -> dict[str, Any]:
    """A rule on one answer."""
    condition = {"scope": f"#/properties/{name}", "schema": schema, "failWhenUndefined": True}
    return {"effect": effect, "condition": condition}


PEOPLE = control(
    "people",
    options={
        "kind": "rows",
        "party": "person",
        "detail": {
            "type": "VerticalLayout",
            "elements": [
                control("full_name", options={"kind": "name", "autofill": {"party": "person", "fact": "full_name"}}),
                control("adult"),
                control("job", rule=when("SHOW", "adult", const=True)),
            ],
        },
    },
)


def tiny_ui(*elements: dict[str, Any]) -> dict[str, Any]:
    """A UI schema of one page with every property of TINY_SCHEMA, some replaced."""
    named = {element["scope"]: element for element in elements}
    usual = [control("kind"), control("name"), control("more"), control("deep"), PEOPLE]
    page = {
        "type": "Category",
        "label": "Trang",
        "elements": [named.get(element["scope"], element) for element in usual],
    }
    return {"type": "Categorization", "elements": [page]}


class Folder:
    """A folder of forms that a test writes."""

    def __init__(self, root: Path) -> None:
        self.root = root / "forms"
        self.root.mkdir()
        shutil.copytree(resources.path("schemas"), root / "schemas")

    def write(
        self,
        schema: Mapping[str, Any] | str = TINY_SCHEMA,
        ui: Mapping[str, Any] | str | None = None,
        facts: str = "",
        name: str = "TINY@2026-01-01",
    ) -> Path:
        """Write one form folder; texts are written as they are."""
        folder = self.root / name
        folder.mkdir(exist_ok=True)
        for file, value in (("schema.json", schema), ("ui.json", ui or tiny_ui())):
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)
            (folder / file).write_text(text, "utf-8")
        head = 'title = "Tờ khai thử"\nlegal_basis = "Không có"\n'
        (folder / "form.toml").write_text(head + facts, "utf-8")
        (folder / "print.typ").write_text("Thử", "utf-8")
        (folder / "review.toml").write_text("", "utf-8")
        return folder

    def library(self) -> FormLibrary:
        """Read what was written."""
        return FormLibrary(self.root)

    def form(self, **parts: Any) -> Form:
        """Write a form that must be good, and read it."""
        self.write(**parts)
        library = self.library()
        assert library.problems == ()
        return library.get_version("TINY@2026-01-01")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.fixture(scope="session")
def library() -> FormLibrary:
    return FormLibrary(resources.path("forms"))


def card(role: str, source: Source = Source.CHIP_GENUINE, **other: str) -> Party:
    """A person whose whole card was read."""
    values = {**CARD, **{Fact(name): value for name, value in other.items()}}
    return Party(role, {fact: Datum(value, source) for fact, value in values.items()})


@pytest.fixture
def start(library: FormLibrary) -> Callable[..., Filling]:
    """Begin an official form by symbol."""

    def begin(symbol: str, *parties: Party, procedure: str = "", case: str = "") -> Filling:
        context = FillContext(TODAY, {party.role: party for party in parties}, PLACE, case=case, procedure=procedure)
        return Filling.start([library.get(symbol, TODAY)], context)

    return begin


def begin(form: Form, *parties: Party) -> Filling:
    """Begin a form that a test wrote."""
    return Filling.start([form], FillContext(TODAY, {party.role: party for party in parties}, PLACE))
