"""Composes Vietnamese for the keys: tones on the word at the caret, Telex and VNI (`kiosk.language`)."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlElement

from kiosk.language.syllable import Tone, tone_of, with_tone
from kiosk.language.telex import Composer, Method

QML_IMPORT_NAME = "touch.keyboard"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class Typist(QObject):
    """Turns keys into words; keeps the keys of one word only, and forgets them with `restart`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._method: Method = "telex"
        self._composer = Composer(self._method)

    @Slot(str, str, str, result=str)
    def composed(self, method: str, before: str, key: str) -> str:
        """What stands in place of `before`, the letters between the start of the word and the caret, after `key`.

        `method` is "telex" or "vni".
        """
        if method != self._method:
            self._method = cast(Method, method)
            self._composer = Composer(self._method)
        if before != self._composer.word:
            self._composer.restart(before)
        return self._composer.feed(key)

    @Slot()
    def restart(self) -> None:
        """Forget the word: another box is typed into."""
        self._composer.restart()

    @Slot(str, int, result=str)
    def toned(self, word: str, tone: int) -> str:
        """The word with that tone (a number of `kiosk.language.syllable.Tone`) in place of its own."""
        return with_tone(word, Tone(tone))

    @Slot(str, result=int)
    def tone(self, word: str) -> int:
        """The tone that the word carries; 0 for none."""
        return int(tone_of(word))
