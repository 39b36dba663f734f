"""`kiosk languages`: how complete each language pack is, and new source texts brought in; for translators."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

import resources
import ui

app = typer.Typer(help="Gói ngôn ngữ: đủ đến đâu, thêm câu mới. Language packs.", no_args_is_help=True)
_SAID = re.compile(r'(?://: *(?P<note>[^\n]*)\n\s*(?:\w+: )?.*?)?qsTr\("(?P<text>(?:[^"\\]|\\.)*)"')
_SOURCE = "vi"


@app.command()
def report(
    as_json: Annotated[bool, typer.Option("--json", help="one object instead of lines")] = False,
) -> None:
    """Say for each pack how many texts it has, of how many there are."""
    import polib

    wanted = {entry.msgid for entry in polib.pofile(str(_file(_SOURCE)))}
    found = {}
    for folder in sorted(path.parent for path in _root().glob("*/messages.po") if path.parent.name != _SOURCE):
        done = {entry.msgid for entry in polib.pofile(str(folder / "messages.po")).translated_entries()}
        found[folder.name] = {"texts": len(wanted & done), "of": len(wanted)}
    if as_json:
        print(json.dumps(found))
        return
    for code, counts in found.items():
        print(f"{code}: {counts['texts']} / {counts['of']}")


@app.command()
def collect() -> None:
    """Add to every pack the texts of the screens that it does not know yet, without a translation."""
    import polib

    texts = dict(_texts())
    for file in sorted(_root().glob("*/messages.po")):
        pack = polib.pofile(str(file), wrapwidth=118)
        known = {entry.msgid for entry in pack}
        for text in [text for text in texts if text not in known]:
            pack.append(polib.POEntry(msgid=text, comment=texts[text]))
        pack.save(str(file))
        print(f"{file.parent.name}: +{len(texts.keys() - known)}")


def _texts() -> Iterator[tuple[str, str]]:
    """Yield every text of the QML with the note for translators that stands before it."""
    for file in sorted(Path(ui.__file__).parent.rglob("*.qml")):
        for match in _SAID.finditer(file.read_text("utf-8")):
            yield match["text"].replace("\\n", "\n"), match["note"] or ""


def _root() -> Path:
    return resources.path("languages")


def _file(code: str) -> Path:
    return _root() / code / "messages.po"
