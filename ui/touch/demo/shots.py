"""Shows every screen, offscreen, in the looks that are asked for: as pictures, and all of them on one contact sheet."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQml import QQmlComponent

from kiosk.visit.clock import VIETNAM, SystemClock
from ui.screenshots.gallery import moments
from ui.screenshots.moment import Moment
from ui.touch.demo.finger import Finger
from ui.touch.shell.screen import Screen

_SETTLED_MS = 60
_COLUMNS = 20
_SMALL = 120
"""Width of a picture on the contact sheet, in pixels."""
_GAP = 6
_TITLE = 18
"""Height of the line over a look, in pixels."""


@dataclass(frozen=True, slots=True)
class Look:
    """A size, a language and what a person may have chosen under "Dễ dùng"."""

    name: str
    size: tuple[int, int]
    language: str = "vi"
    choices: dict[str, Any] = field(default_factory=dict)


_SIZES = {"portrait": (1080, 1920), "landscape": (1920, 1080), "small": (1024, 768)}
_LANGUAGES = {"": "vi", "english": "en"}
_CHOICES: dict[str, dict[str, Any]] = {
    "": {},
    "dark": {"scheme": "dark"},
    "contrast": {"scheme": "contrast"},
    "large": {"textStep": 2},
}


def _looks() -> Iterator[Look]:
    """Yield every size in every language and choice, then what only a tall screen has."""
    for size, language, choice in product(_SIZES, _LANGUAGES, _CHOICES):
        name = "-".join(part for part in (size, language, choice) if part)
        yield Look(name, _SIZES[size], _LANGUAGES[language], _CHOICES[choice])
    yield Look("portrait-low-reach", _SIZES["portrait"], choices={"lowReach": True})


LOOKS = tuple(_looks())


class _Noon(SystemClock):
    """The time on every picture."""

    def now(self) -> datetime:
        return datetime(2026, 11, 21, 14, 5, tzinfo=VIETNAM)


def take(folder: Path, looks: Iterable[Look], part: float = 1.0, single: Iterable[str] | None = None) -> Path:
    """Write ``<look>/<moment>.png`` below `folder`, and ``sheet.webp``, all looks below one another; return the sheet.

    `part` is how large the pictures are beside the panel: 0.5 is half its width and height. `single` names the looks
    that are written one by one; without it all are.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    app = QGuiApplication.instance() or QGuiApplication([])
    looks = tuple(looks)
    alone = {look.name for look in looks} if single is None else set(single)
    shown = {language: list(moments(language)) for language in {look.language for look in looks}}
    bands = []
    for look in looks:
        pictures = []
        for moment, picture in _pictures(look, shown[look.language]):
            if look.name in alone:
                (folder / look.name).mkdir(parents=True, exist_ok=True)
                _scaled(picture, round(picture.width() * part)).save(str(folder / look.name / f"{moment.name}.png"))
            pictures.append(small(picture, _SMALL))
        bands.append(_band(look.name, pictures))
    del app
    sheet = folder / "sheet.webp"
    _stacked(bands).save(sheet, quality=30, method=6)
    return sheet


def _pictures(look: Look, shown: Iterable[Moment]) -> Iterator[tuple[Moment, QImage]]:
    screen = Screen(_Noon(), look.size)
    theme, finger = _theme(screen), Finger(screen.window)
    for moment in shown:
        screen.bridge.publish(moment.snapshot)
        finger.rest(_SETTLED_MS)
        for name, value in {"reducedMotion": False, **look.choices}.items():
            theme.setProperty(name, value)
        finger.rest(2 * _SETTLED_MS)
        yield moment, screen.window.grabWindow()
    screen.close()


def _theme(screen: Screen) -> QObject:
    component = QQmlComponent(screen.engine, screen.engine)
    component.setData(b"import QtQml\nimport touch.theme\nQtObject { property QtObject it: Theme }", QUrl())
    holder = component.create()
    holder.setParent(screen.engine)
    theme: QObject = holder.property("it")
    return theme


def _scaled(picture: QImage, width: int) -> QImage:
    height = round(width * picture.height() / picture.width())
    return picture.scaled(width, height, mode=Qt.TransformationMode.SmoothTransformation)


def small(picture: QImage, width: int) -> Image.Image:
    """Return a picture of the screen that is `width` pixels wide."""
    scaled = _scaled(picture, width).convertToFormat(QImage.Format.Format_RGB888)
    size = (scaled.width(), scaled.height())
    return Image.frombytes("RGB", size, bytes(scaled.constBits()), "raw", "RGB", scaled.bytesPerLine())


def _band(title: str, pictures: list[Image.Image]) -> Image.Image:
    """Lay the pictures of one look side by side under its name."""
    high = pictures[0].height + _GAP
    rows = -(-len(pictures) // _COLUMNS)
    band = Image.new("RGB", (_COLUMNS * (_SMALL + _GAP), _TITLE + rows * high), "#888888")
    ImageDraw.Draw(band).text((2, 2), title, fill="white")
    for number, picture in enumerate(pictures):
        row, column = divmod(number, _COLUMNS)
        band.paste(picture, (column * (_SMALL + _GAP), _TITLE + row * high))
    return band


def _stacked(bands: list[Image.Image]) -> Image.Image:
    sheet = Image.new("RGB", (bands[0].width, sum(band.height for band in bands)))
    for number, band in enumerate(bands):
        sheet.paste(band, (0, sum(above.height for above in bands[:number])))
    return sheet
