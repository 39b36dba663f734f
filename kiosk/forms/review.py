"""What the citizen checks before filing: every answer with its source, by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kiosk.forms.kinds import SILENT, Kind
from kiosk.forms.view import FieldView, PageView, ReviewRow, ReviewSection


def review_sections(pages: Sequence[PageView]) -> tuple[ReviewSection, ...]:
    """One section a page that has answers; a page of which nothing may be changed is not editable."""
    sections = []
    for page in pages:
        asked = [one for one in page.fields if one.kind not in SILENT]
        rows = tuple(row for one in asked for row in _rows(one))
        if rows:
            sections.append(ReviewSection(page.title, page.number, rows, any(not one.locked for one in asked)))
    return tuple(sections)


def _rows(one: FieldView) -> Iterator[ReviewRow]:
    if one.kind == Kind.ROWS:
        for number, row in enumerate(one.rows, start=1):
            for cell in row:
                yield from (
                    ReviewRow(f"{number}. {inner.label}", inner.text, inner.source, inner.masked, inner.spoken)
                    for inner in _rows(cell)
                )
    elif one.text:
        yield ReviewRow(one.label, one.text, one.source, one.masked, one.spoken)
