"""Writes the catalogues of language packs: one PO file a language, its texts in the order of where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import polib

from ui.cli.languages.texts import Found

_WRAP = 118
_VALUE = re.compile(r"%\d|{(\w*)(?::\w+)?}")
"""A place for a value, in QML and in Python; how a value is written there is the language's own business."""


def bring_up_to_date(file: Path, texts: Mapping[str, Found]) -> tuple[int, int]:
    """Write the file with these texts, translations kept; return how many are new and how many went."""
    pack = polib.pofile(str(file), wrapwidth=_WRAP)
    said = {entry.msgid: entry.msgstr for entry in pack}
    written = polib.POFile(wrapwidth=_WRAP)
    written.metadata = pack.metadata
    for text, found in texts.items():
        places = [(place, "") for place in found.places]
        written.append(polib.POEntry(msgid=text, msgstr=said.get(text, ""), comment=found.note, occurrences=places))
    written.save(str(file))
    return len(texts.keys() - said.keys()), len(said.keys() - texts.keys())


def begin(folder: Path, name: str, texts: Mapping[str, Found]) -> int:
    """Make a pack in which nothing is said yet; return how many texts wait."""
    folder.mkdir()
    pack = polib.POFile()
    pack.metadata = {
        "Language": folder.name,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Name": name,
        "X-Reviewed-By": "",
    }
    pack.save(str(folder / "messages.po"))
    return bring_up_to_date(folder / "messages.po", texts)[0]


def troubles(folder: Path) -> Iterator[str]:
    """Yield a line for every text that is not said, and for every translation that loses or invents a value."""
    for entry in polib.pofile(str(folder / "messages.po")):
        place = entry.occurrences[0][0]
        if not entry.msgstr:
            yield f"{place}: chưa dịch: {entry.msgid}"
        elif set(_values(entry.msgid)) != set(_values(entry.msgstr)):
            yield f"{place}: sai chỗ điền: {entry.msgid} → {entry.msgstr}"


def _values(text: str) -> Iterator[str]:
    return (match[1] if match[1] is not None else match[0] for match in _VALUE.finditer(text))
