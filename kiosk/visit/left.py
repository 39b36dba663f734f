"""What a filed dossier leaves to the desk: forms of a bundle to complete, papers to hand in, originals to show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kiosk.forms.walk import Filling
from kiosk.language.words import VIETNAMESE, Line, Words, phrase
from kiosk.procedures.precheck import Outcome
from kiosk.procedures.procedure import Paper
from kiosk.visit.papers import Pile


def left_to_desk(filling: Filling, outcome: Outcome, piles: Iterable[Pile]) -> Iterator[Line]:
    """Yield one line a form and a paper; a paper that was laid under the camera is not asked for again."""
    for row in filling.in_words(VIETNAMESE).left_to_desk():
        yield phrase("{form}: {lacking}", form=row.label, lacking=row.text)
    laid = {pile.paper.id for pile in piles if pile.pages}
    papers = {paper.id: paper for paper in (*filling.papers().values(), *outcome.bring, *outcome.perhaps)}
    yield from (_brought(paper) for paper in papers.values() if paper.id not in laid)


def knowing(say: Words, filling: Filling) -> Words:
    """Return a language that can also say what the forms of this filling lack."""
    rows = filling.in_words(VIETNAMESE).left_to_desk(), filling.in_words(say).left_to_desk()
    return say.also({plain.text: said.text for plain, said in zip(*rows, strict=True)})


def _brought(paper: Paper) -> Line:
    name: Line = paper.name
    if paper.condition and not paper.needed_if:
        name = phrase("{name}: {condition:lower}", name=paper.name, condition=paper.condition)
    shown, handed_in = phrase("Xuất trình {paper:lower}", paper=name), phrase("Nộp {paper:lower}", paper=name)
    return shown if paper.show_only else handed_in
