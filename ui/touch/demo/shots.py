"""Writes every screen as a picture, offscreen, in the looks that are asked for, and one contact sheet of them all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtQml import QQmlComponent

from kiosk.visit.clock import VIETNAM, SystemClock
from ui.screenshots.gallery import Moment, moments
from ui.touch.shell.screen import Screen

_SETTLED_MS = 60
_COLUMNS = 9
_SMALL = 300
"""Width of a picture on the contact sheet, in pixels."""


@dataclass(frozen=True, slots=True)
class Look:
    """A size, a language and what a person may have chosen under "Dễ dùng"."""

    name: str
    size: tuple[int, int]
    language: str = "vi"
    choices: dict[str, Any] = field(default_factory=dict)


PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)
_LANGUAGES = {"": "vi", "english": "en"}
_CHOICES: dict[str, dict[str, Any]] = {"": {}, "contrast": {"scheme": "contrast"}, "large": {"textStep": 2}}


def _looks() -> Iterator[Look]:
    """Yield every language in every size and choice, then what is shown once."""
    for size, language, choice in product(("", "landscape"), _LANGUAGES, _CHOICES):
        name = "-".join(part for part in (size, language, choice) if part)
        yield Look(name or "portrait", LANDSCAPE if size else PORTRAIT, _LANGUAGES[language], _CHOICES[choice])
    yield Look("dark", PORTRAIT, choices={"scheme": "dark"})
    yield Look("low-reach", PORTRAIT, choices={"lowReach": True})
    yield Look("small", (1024, 768))


LOOKS = tuple(_looks())


class _Noon(SystemClock):
    """The time on every picture."""

    def now(self) -> datetime:
        return datetime(2026, 11, 21, 14, 5, tzinfo=VIETNAM)


def take(folder: Path, looks: Iterable[Look], part: float = 1.0) -> list[Path]:
    """Write ``<look>/<moment>.png`` below `folder`, and ``<look>.png``, a sheet of them; return the sheets.

    `part` is how large the pictures are beside the panel: 0.5 is half its width and height.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    app = QGuiApplication.instance() or QGuiApplication([])
    looks = tuple(looks)
    shown = {language: list(moments(language)) for language in {look.language for look in looks}}
    sheets = [_take(folder, look, shown[look.language], part) for look in looks]
    del app
    return sheets


def _take(folder: Path, look: Look, shown: Iterable[Moment], part: float) -> Path:
    (folder / look.name).mkdir(parents=True, exist_ok=True)
    screen = Screen(_Noon(), look.size)
    theme = _theme(screen)
    pictures = []
    for moment in shown:
        screen.bridge.publish(moment.snapshot)
        _rest()
        for name, value in {"reducedMotion": False, **look.choices}.items():
            theme.setProperty(name, value)
        _rest()
        _rest()
        picture = screen.window.grabWindow()
        _scaled(picture, round(picture.width() * part)).save(str(folder / look.name / f"{moment.name}.png"))
        pictures.append(picture)
    screen.close()
    sheet = folder / f"{look.name}.png"
    _sheet(pictures).save(str(sheet))
    return sheet


def _theme(screen: Screen) -> QObject:
    component = QQmlComponent(screen.engine, screen.engine)
    component.setData(b"import QtQml\nimport touch.theme\nQtObject { property QtObject it: Theme }", QUrl())
    holder = component.create()
    holder.setParent(screen.engine)
    theme: QObject = holder.property("it")
    return theme


def _rest() -> None:
    loop = QEventLoop()
    QTimer.singleShot(_SETTLED_MS, loop.quit)
    loop.exec()


def _scaled(picture: QImage, width: int) -> QImage:
    height = round(width * picture.height() / picture.width())
    return picture.scaled(width, height, mode=Qt.TransformationMode.SmoothTransformation)


def _sheet(pictures: list[QImage]) -> QImage:
    """Lay pictures side by side, made small."""
    high = round(_SMALL * pictures[0].height() / pictures[0].width())
    rows = -(-len(pictures) // _COLUMNS)
    sheet = QImage(_COLUMNS * (_SMALL + 12), rows * (high + 12), QImage.Format.Format_RGB32)
    sheet.fill(0x888888)
    painter = QPainter(sheet)
    for number, picture in enumerate(pictures):
        row, column = divmod(number, _COLUMNS)
        painter.drawImage(column * (_SMALL + 12), row * (high + 12), _scaled(picture, _SMALL))
    painter.end()
    return sheet
