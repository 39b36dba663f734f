"""What the pre-check screen shows: the next open question with what is known so far, or what follows from all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kiosk.procedures.competence import Reach, competence_questions, competent
from kiosk.procedures.fees import EXEMPTION, Exemption, exemption_question, quote
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
    procedure = _with_questions(procedure, picked, library, today)
    question = _question(procedure, revisit) or next_question(procedure, picked)
    follows = outcome(procedure, picked)
    order = list(picked)
    known = question is not None and question.id in picked
    exemption = _exemption(procedure, picked, library)
    return PrecheckView(
        question=question,
        number=order.index(question.id) + 1 if question is not None and known else len(order) + 1,
        count=len(order) + questions_left(procedure, picked),
        chosen=picked.get(question.id, "") if question is not None else "",
        outcome=follows,
        fee=quote(procedure, follows.case.id if follows.case else "", CHANNEL, today, exemption),
        fillable=library.offers(follows.case, today),
        competent=competent(library.here, picked, library.forms.choices.places),
        exemption=exemption.name if exemption else "",
    )


def says_nothing_more(view: PrecheckView) -> bool:
    """Return True when all is answered and the answers add nothing to read: no paper, other place, fee or officer."""
    found = view.outcome
    papers = found.bring or found.perhaps or found.known
    special = found.ask_officer or view.exemption or view.competent.reach is not Reach.HERE
    return view.question is None and view.fillable and not papers and not special


def _with_questions(procedure: Procedure, picked: Mapping[str, str], library: Library, today: date) -> Procedure:
    """The procedure with the questions behind its own that its place and its fee make necessary."""
    place = competence_questions(procedure, library.here, picked, library.forms.choices.places)
    asking = replace(procedure, questions=(*procedure.questions, *place))
    case, groups = outcome(asking, picked).case, library.catalogue.exemptions_of(procedure)
    if not groups or case is None or not quote(procedure, case.id, CHANNEL, today).amount:
        return asking
    return replace(asking, questions=(*asking.questions, exemption_question(groups)))


def _exemption(procedure: Procedure, picked: Mapping[str, str], library: Library) -> Exemption | None:
    groups = library.catalogue.exemptions_of(procedure)
    return next((group for group in groups if group.id == picked.get(EXEMPTION)), None)


def _question(procedure: Procedure, wanted: str) -> Question | None:
    return next((question for question in procedure.questions if question.id == wanted), None)
