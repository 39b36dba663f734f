"""What the citizen checks before filing: every answer with its source, by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kiosk.forms.definition import Form
from kiosk.forms.kinds import SILENT, Kind, masked
from kiosk.forms.view import FieldView, FilledForm, PageView, ReviewRow, ReviewSection
from kiosk.language.words import Words


def review_sections(pages: Sequence[PageView]) -> tuple[ReviewSection, ...]:
    """One section a page that has answers; a page of which nothing may be changed is not editable."""
    sections = []
    for page in pages:
        asked = [one for one in page.fields if one.kind not in SILENT]
        rows = tuple(row for one in asked for row in _rows(one))
        if rows:
            sections.append(ReviewSection(page.title, page.number, rows, any(not one.locked for one in asked)))
    return tuple(sections)


def left_to_desk(form: Form, filled: Sequence[FilledForm], say: Words) -> tuple[ReviewSection, ...]:
    """One section that says which forms of a bundle the desk completes, and why; none when all are whole."""
    titles = {output.form.id: output.form.title for output in form.outputs}
    rows = tuple(ReviewRow(say(titles[one.form]), "; ".join(one.missing), None) for one in filled if one.missing)
    return (ReviewSection(say("Làm tiếp tại quầy"), 0, rows, editable=False),) if rows else ()


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


def masked_text(row: ReviewRow) -> str:
    """The row's text until it is touched: ID and phone numbers with dots."""
    return masked(row.text.replace(" ", "")) if row.masked else row.text
