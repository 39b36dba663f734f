"""Write a new form folder that a clerk goes on with: the six files, a paper that lists every answer, first samples."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kiosk.forms.errors import FormError

Json = Mapping[str, Any]

FIRST_SCHEMA: Json = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {
        "addressed_to": {"$ref": "urn:kiosk:schema:short_text"},
        "full_name": {"$ref": "urn:kiosk:schema:name"},
        "personal_id": {"$ref": "urn:kiosk:schema:id_number"},
    },
    "required": ["addressed_to", "full_name", "personal_id"],
    "additionalProperties": False,
}


def _control(name: str, label: str, **options: Any) -> Json:
    return {"type": "Control", "scope": f"#/properties/{name}", "label": label, "options": {**options, "draft": True}}


FIRST_UI: Json = {
    "type": "Categorization",
    "elements": [
        {
            "type": "Category",
            "label": "Người khai",
            "elements": [
                _control("addressed_to", "Kính gửi", short="cơ quan nhận tờ khai"),
                _control(
                    "full_name",
                    "1. Họ, chữ đệm và tên",
                    kind="name",
                    autofill={"party": "requester", "fact": "full_name"},
                ),
                _control(
                    "personal_id",
                    "2. Số định danh cá nhân",
                    kind="id_number",
                    autofill={"party": "requester", "fact": "personal_id"},
                ),
            ],
        }
    ],
}
_FACTS = """title = "{title}"
legal_basis = "{legal_basis}"

# [[derived]]
# at = "/addressed_to"
# rule = "text"
# template = "Ủy ban nhân dân {{place.commune}}, {{place.province}}"
"""
_REVIEW = """# Để trống cho đến khi có người đối chiếu với văn bản chính thức.
# reviewer = "Họ tên, đơn vị"
# on = 2026-12-15
# source = "Tên tệp văn bản đã đối chiếu"
# source_sha256 = "…"
"""
_PAPER = """#import "/paper.typ": *

#show: paper

#motto
#form-title(data.form.title)
#addressed-to

{entries}
#v(1em)
#align(right, box(width: 50%, signature([NGƯỜI KÊ KHAI], above: done-line)))
"""


class FolderExists(FormError):
    """There is already a form folder of that name."""


def write_form(folder: Path, title: str, legal_basis: str, schema: Json = FIRST_SCHEMA, ui: Json = FIRST_UI) -> None:
    """Write a new folder. Raises FolderExists; never overwrites."""
    if folder.exists():
        raise FolderExists(folder.name)
    folder.mkdir(parents=True)
    for name in ("samples", "portals"):
        (folder / name).mkdir()
    whole = {"$id": f"urn:kiosk:form:{folder.name}", "title": title, **schema}
    facts = _FACTS.format(title=_toml(title), legal_basis=_toml(legal_basis))
    (folder / "form.toml").write_text(facts, "utf-8")
    (folder / "schema.json").write_text(_json(whole), "utf-8")
    (folder / "ui.json").write_text(_json(ui), "utf-8")
    (folder / "review.toml").write_text(_REVIEW, "utf-8")
    (folder / "print.typ").write_text(_PAPER.format(entries="\n".join(_entries(ui))), "utf-8")
    empty = {"today": "2026-11-22", "answers": {}, "expect": []}
    (folder / "samples" / "bo-trong.json").write_text(_json(empty), "utf-8")


def _entries(element: Json) -> Iterator[str]:
    """One line of the paper for each control; a table prints its rows as text."""
    if element.get("type") == "Control":
        path = ".".join(str(element["scope"]).split("/")[2::2])
        shape = "table-entry" if "detail" in element.get("options", {}) else "entry"
        if path != "addressed_to":
            yield f"#{shape}({json.dumps(element['label'], ensure_ascii=False)}, {json.dumps(path)})"
        return
    for inner in element.get("elements", ()):
        yield from _entries(inner)


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _toml(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
