"""Plain questions before anything is typed: which case it is, and which papers this citizen needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kiosk.procedures.procedure import Case, Choice, Paper, Procedure, Question, TimeLimit

Answers = Mapping[str, str]
"""Id of a question to the id of the chosen answer."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the answers mean for this citizen."""

    case: Case | None
    """None while the answers leave it open: an officer decides."""
    bring: tuple[Paper, ...]
    """Needed in any case."""
    perhaps: tuple[Paper, ...]
    """Needed only under the paper's own condition, which no question settled."""
    known: tuple[Paper, ...]
    """Not asked for: data of the State replaces them, unless it fails and the officer says so."""
    times: tuple[TimeLimit, ...]
    ask_officer: bool
    """The citizen was not sure, or no case was chosen."""
    facts: frozenset[str] = frozenset()
    """What the answers made known."""


def next_question(procedure: Procedure, answers: Answers) -> Question | None:
    """Return the first question that is needed and not yet answered; None when all is known."""
    facts = _facts(procedure, answers)
    for question in procedure.questions:
        if question.id not in answers and _applies(question.ask_if, facts):
            return question
    return None


def questions_left(procedure: Procedure, answers: Answers) -> int:
    """Return how many questions are open as far as the answers tell."""
    facts = _facts(procedure, answers)
    return sum(1 for q in procedure.questions if q.id not in answers and _applies(q.ask_if, facts))


def outcome(procedure: Procedure, answers: Answers) -> Outcome:
    """Return case, papers and times for these answers. Raises KeyError for an answer that no question offers."""
    chosen = _chosen(procedure, answers)
    facts = _facts(procedure, answers)
    case = _case(procedure, chosen)
    papers = [*procedure.papers, *(case.papers if case else ())]
    needed = [paper for paper in papers if _applies(paper.needed_if, facts)]
    return Outcome(
        case=case,
        bring=tuple(paper for paper in needed if not paper.replaced_by and not _is_open(paper)),
        perhaps=tuple(paper for paper in needed if not paper.replaced_by and _is_open(paper)),
        known=tuple(paper for paper in needed if paper.replaced_by),
        times=tuple(limit for limit in procedure.times if not limit.cases or (case and case.id in limit.cases)),
        ask_officer=case is None or any(choice.unsure for choice in chosen),
        facts=frozenset(facts),
    )


def _is_open(paper: Paper) -> bool:
    """True when only the paper's own words say whether it is needed."""
    return bool(paper.condition) and not paper.needed_if


def _case(procedure: Procedure, chosen: list[Choice]) -> Case | None:
    """The case of the last answer that chose one; the only case where there is but one."""
    ids = [choice.case for choice in chosen if choice.case]
    if ids:
        return procedure.get_case(ids[-1])
    return procedure.cases[0] if len(procedure.cases) == 1 else None


def _chosen(procedure: Procedure, answers: Answers) -> list[Choice]:
    """The chosen answers in the order of the questions, leaving out questions that no longer apply."""
    chosen: list[Choice] = []
    facts: set[str] = set()
    for question in procedure.questions:
        if question.id not in answers or not _applies(question.ask_if, facts):
            continue
        choice = next((choice for choice in question.choices if choice.id == answers[question.id]), None)
        if choice is None:
            raise KeyError(answers[question.id])
        chosen.append(choice)
        facts |= set(choice.facts)
    return chosen


def _facts(procedure: Procedure, answers: Answers) -> set[str]:
    return {fact for choice in _chosen(procedure, answers) for fact in choice.facts}


def _applies(conditions: Collection[str], facts: Collection[str]) -> bool:
    return not conditions or any(fact in facts for fact in conditions)
