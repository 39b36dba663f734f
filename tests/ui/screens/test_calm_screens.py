"""Motion on every screen: short, and it ends; with reduced motion there is none, and a drawing becomes three stills."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from tests.ui.kiosk_screen import Opened, opened
from ui.screenshots.gallery import moments
from ui.screenshots.moment import Moment

MOMENTS = list(moments())
FADE_MS, DRAWING_MS, DRAWN = 120, 1600, 3
"""What design allows: a page fades in, the drawing of the card moves three times, a spinner turns."""
TURN = "RotationAnimator"
FLASH_MS = 334
"""Nothing may come and go more than three times a second."""


@pytest.fixture(params=[False, True], ids=["motion", "reduced"])
def shown(request: pytest.FixtureRequest) -> Iterator[Iterator[tuple[Moment, Opened]]]:
    with opened() as screen:

        def each() -> Iterator[tuple[Moment, Opened]]:
            for moment in MOMENTS:
                screen.show(moment.snapshot)
                screen.look(reducedMotion=request.param)
                yield moment, screen

        yield each()


def moving(screen: Opened) -> list[QObject]:
    """Return the animations that run anywhere on the screen."""
    found = screen.screen.window.findChildren(QObject)
    return [one for one in found if "Anima" in one.metaObject().className() and one.property("running")]


@pytest.mark.parametrize("shown", [True], indirect=True)
def test_with_reduced_motion_nothing_moves_on_any_screen(shown: Iterator[tuple[Moment, Opened]]) -> None:
    for moment, screen in shown:
        assert moving(screen) == [], moment.name
        if moment.name == "identify-card":
            assert [text[:2] for text in screen.texts() if text[:2] in ("1.", "2.", "3.")] == ["1.", "2.", "3."]


@pytest.mark.parametrize("shown", [False], indirect=True)
def test_what_moves_is_a_fade_a_spinner_or_the_drawing(shown: Iterator[tuple[Moment, Opened]]) -> None:
    names = set()
    for moment, screen in shown:
        for one in moving(screen):
            assert allowed(one), (moment.name, one.metaObject().className())
            names.add(moment.name)
    assert {"identify-card", "submit"} <= names


def allowed(one: QObject) -> bool:
    kind, loops, lasts = one.metaObject().className(), one.property("loops"), one.property("duration")
    if TURN in kind:
        return bool(lasts >= FLASH_MS)
    if "Sequential" in kind:
        return bool(loops <= DRAWN)
    return bool(loops == 1 and lasts <= max(FADE_MS, DRAWING_MS * 0.7))
