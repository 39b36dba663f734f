"""Every page of every form, as it is first shown and with everything that is wrong on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import resources
from kiosk.forms.definition import Form
from kiosk.forms.kinds import Kind
from kiosk.forms.samples import SAMPLE_PLACE
from kiosk.forms.settle import FillContext
from kiosk.forms.view import PageView
from kiosk.forms.walk import Filling
from kiosk.visit.library import Library
from kiosk.visit.snapshot import Snapshot
from kiosk.visit.states import State
from ui.screenshots.gallery import TODAY, requester


@cache
def library() -> Library:
    return Library.load(resources.path(), TODAY, drafts=True)


def form_pages(language: str) -> Iterator[tuple[PageView, Snapshot]]:
    base = Snapshot(State.FILL, visit="0f" * 8, language=language, parties={"requester": requester()})
    for form in library().forms.all():
        filling = _begun(form, language)
        for table in (one.pointer for one in form.controls() if one.kind is Kind.ROWS):
            filling = filling.add_row(table)
        for number in range(1, filling.page_count + 1):
            for page in (filling.page(number), filling.check(number)):
                yield page, replace(base, page=page)


def _begun(form: Form, language: str) -> Filling:
    return Filling.start([form], FillContext(TODAY, {}, SAMPLE_PLACE, say=library().words(language)))
