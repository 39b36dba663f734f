"""What the pre-check screen shows: the next open question with what is known so far, or what follows from all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kiosk.procedures.fees import quote
from kiosk.procedures.precheck import next_question, outcome, questions_left
from kiosk.procedures.procedure import Procedure, Question
from kiosk.visit.library import Library
from kiosk.visit.snapshot import PrecheckView

CHANNEL = "direct"
"""A kiosk prepares what an officer receives at the desk, so the desk's fee applies."""


def precheck_view(
    procedure: Procedure, picked: Mapping[str, str], library: Library, today: date, revisit: str = ""
) -> PrecheckView:
    """Return the view; `revisit` shows a question again that was answered before."""
    question = _question(procedure, revisit) or next_question(procedure, picked)
    follows = outcome(procedure, picked)
    order = list(picked)
    known = question is not None and question.id in picked
    return PrecheckView(
        question=question,
        number=order.index(question.id) + 1 if question is not None and known else len(order) + 1,
        count=len(order) + questions_left(procedure, picked),
        chosen=picked.get(question.id, "") if question is not None else "",
        outcome=follows,
        fee=quote(procedure, follows.case.id if follows.case else "", CHANNEL, today),
        fillable=library.offers(follows.case, today),
    )


def _question(procedure: Procedure, wanted: str) -> Question | None:
    return next((question for question in procedure.questions if question.id == wanted), None)
