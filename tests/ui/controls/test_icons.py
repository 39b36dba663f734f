"""Every icon that is named exists, every icon that exists is named, and a tint is the tint."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

from resources import path
from tests.ui.controls.samples import page
from tests.ui.gallery import UI, stage
from ui.touch.controls.icons import IconProvider

ICONS = {file.stem for file in path("icons").glob("*.svg")}
WORD = re.compile(r"""["']([a-z][a-z0-9-]+)["']""")


def named_in(folder: Path, *kinds: str) -> set[str]:
    """Every quoted word of the files below `folder`."""
    files = (file for kind in kinds for file in folder.rglob(f"*.{kind}"))
    return {word for file in files for word in WORD.findall(file.read_text(encoding="utf-8"))}


def test_no_icon_lies_about_unused() -> None:
    assert named_in(UI, "qml", "py") | named_in(path(), "toml", "json") >= ICONS


def test_every_icon_that_qml_names_is_there() -> None:
    text = "\n".join(file.read_text(encoding="utf-8") for file in UI.rglob("*.qml"))
    named = set(re.findall(r"""\b(?:icon|dangerIcon|nextIcon)(?:: |.*\? )"([a-z0-9-]+)\"""", text))
    assert named
    assert named <= ICONS


def test_an_icon_takes_the_colour_it_is_asked_for() -> None:
    image = IconProvider().requestImage("square-of-nothing/000000/2", QSize(), QSize(48, 48))
    assert image.isNull()
    drawn = IconProvider().requestImage("plus/a81c1c/2", QSize(), QSize(48, 48))
    assert drawn.size() == QSize(48, 48)
    assert drawn.pixelColor(24, 24) == QColor("#a81c1c")


def test_a_misspelt_icon_is_a_warning() -> None:
    with stage() as opened:
        opened.show(page('Icon { name: "no-such-icon" }'))
        opened.picture()
        heard, opened.messages[:] = opened.messages[:], []
        assert any("no-such-icon" in message for message in heard)
