"""One photograph to one page, or to the one thing to do about it."""

from __future__ import annotations

from drivers.document.judging import advice_after, advice_before
from drivers.document.page import evened, page_of, straightened
from drivers.document.sheet import find_sheet
from drivers.picture import Picture
from drivers.ports import PaperAdvice, PaperPage


def page_from_photograph(picture: Picture) -> PaperPage | PaperAdvice:
    """Take the page out of a BGR photograph of a desk; every advice but GOOD can come back instead of it."""
    corners = find_sheet(picture)
    advice = advice_before(picture, corners)
    if advice is not PaperAdvice.GOOD or corners is None:
        return advice
    straight = straightened(picture, corners)
    even = evened(straight)
    advice = advice_after(straight, even)
    return page_of(even) if advice is PaperAdvice.GOOD else advice
