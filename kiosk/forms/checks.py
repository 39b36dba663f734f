"""The named checks: a closed list of what a form may demand beyond its JSON Schema; data names them, code is here.

A check judges one answer, looks at others through pointers among its parameters, and passes when something that it
needs is missing or uncertain: being required is the schema's business, and partial dates fail only when every
reading of them fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from kiosk.forms.answers import EMPTY, expand, find, in_rows
from kiosk.forms.days import find_date, months, whole, years_later
from kiosk.forms.definition import Check
from kiosk.forms.rules import holds
from kiosk.forms.view import JsonValue
from kiosk.identity.dates import PartialDate
from kiosk.identity.id_number import IdNumber, NotAnIdNumber
from kiosk.language.words import Text


@dataclass(frozen=True, slots=True)
class Subject:
    """What one check judges: a value, its row, and everything else that was answered."""

    answers: JsonValue = field(repr=False)
    value: JsonValue = field(repr=False)
    rows: tuple[str, ...]
    """Row numbers that stand for each ``*``."""
    params: Mapping[str, Any]
    today: date

    def other(self, name: str) -> JsonValue:
        """The answer whose pointer is parameter `name`; None when not answered."""
        pointer = self.params.get(name)
        return find(self.answers, in_rows(pointer, self.rows)) if isinstance(pointer, str) else None

    def date(self) -> PartialDate | None:
        """The judged value as a date."""
        return find_date(self.value)


@dataclass(frozen=True, slots=True)
class NamedCheck:
    """One entry of the closed list."""

    passes: Callable[[Subject], bool]
    message: Text
    """What to do, when the form has no words of its own."""
    params: Mapping[str, Any] = field(default_factory=dict)
    """The parameters it understands, each with the JSON Schema of its value."""
    judges_missing: bool = False


def failures(checks: tuple[Check, ...], answers: JsonValue, today: date) -> Iterator[tuple[str, str, bool]]:
    """Run checks; yields pointer, message, and whether it only warns."""
    for check in checks:
        if not holds(check.when, answers):
            continue
        named = CHECKS[check.name]
        for pointer, rows in expand(check.at, answers):
            value = find(answers, pointer)
            if value in EMPTY and not named.judges_missing:
                continue
            if not named.passes(Subject(answers, value, rows, check.params, today)):
                yield pointer, check.message or named.message, check.warning


def _within_days(subject: Subject) -> bool:
    day = subject.date()
    if day is None:
        return True
    before, after = subject.params.get("before"), subject.params.get("after")
    too_early = before is not None and day.latest < subject.today - timedelta(days=before)
    too_late = after is not None and day.earliest > subject.today + timedelta(days=after)
    return not too_early and not too_late


def _date_order(subject: Subject) -> bool:
    day, than = subject.date(), find_date(subject.other("than"))
    return day is None or than is None or day.latest >= than.earliest


def _span_at_most(subject: Subject) -> bool:
    day, since = subject.date(), find_date(subject.other("since"))
    return day is None or since is None or day.earliest <= years_later(since.latest, subject.params["years"])


def _span_at_least(subject: Subject) -> bool:
    day, since = subject.date(), find_date(subject.other("since"))
    return day is None or since is None or day.latest >= years_later(since.earliest, subject.params["years"])


def _on(subject: Subject) -> PartialDate:
    return find_date(subject.other("on")) or whole(subject.today)


def _age_at_least(subject: Subject) -> bool:
    birth = subject.date()
    return birth is None or years_later(birth.earliest, subject.params["years"]) <= _on(subject).latest


def _age_below(subject: Subject) -> bool:
    birth = subject.date()
    return birth is None or years_later(birth.latest, subject.params["years"]) > _on(subject).earliest


def _years_between(subject: Subject) -> bool:
    born, other = subject.date(), find_date(subject.other("other"))
    if born is None or other is None:
        return True
    return bool(subject.params["least"] <= other.year - born.year <= subject.params["most"])


def _id_number(value: JsonValue) -> IdNumber | None:
    try:
        return IdNumber(str(value))
    except NotAnIdNumber:
        return None


def _id_matches_sex(subject: Subject) -> bool:
    number, sex = _id_number(subject.value), subject.other("sex")
    return number is None or sex not in ("Nam", "Nữ") or number.sex == sex


def _id_matches_birth(subject: Subject) -> bool:
    number, birth = _id_number(subject.value), find_date(subject.other("birth"))
    return number is None or birth is None or number.birth_year == birth.year


def _one_of(subject: Subject) -> bool:
    asked = (subject.value, *(find(subject.answers, pointer) for pointer in subject.params["others"]))
    return any(value not in EMPTY for value in asked)


def _unique_in_rows(subject: Subject) -> bool:
    rows, column = find(subject.answers, subject.params["rows"]) or (), subject.params["column"]
    also = [find(subject.answers, pointer) for pointer in subject.params.get("also", ())]
    return [*(row.get(column) for row in rows), *also].count(subject.value) <= 1


def _differs(subject: Subject) -> bool:
    return bool(subject.value != subject.other("other"))


def _equals(subject: Subject) -> bool:
    return bool(subject.value == subject.params["value"])


def _not_equal(subject: Subject) -> bool:
    return not _equals(subject)


def _lacks(subject: Subject) -> bool:
    return str(subject.params["text"]).casefold() not in str(subject.value).casefold()


def _no_gaps(subject: Subject) -> bool:
    """Rows follow each other month by month, from an age on; the last is open or reaches today."""
    first, last = subject.params["first"], subject.params["last"]
    spans = [(find_date(row.get(first)), find_date(row.get(last))) for row in subject.value]
    starts = [start for start, _ in spans if start is not None]
    ends = [end for _, end in spans[:-1] if end is not None]
    if len(starts) < len(spans) or len(ends) < len(spans) - 1:
        return True
    joined = all(months(end.latest) + 1 >= months(start.earliest) for end, start in zip(ends, starts[1:], strict=True))
    final = spans[-1][1]
    return joined and _begins_in_time(subject, starts[0]) and (final is None or final.latest >= subject.today)


def _begins_in_time(subject: Subject, start: PartialDate) -> bool:
    birth = find_date(subject.other("birth"))
    return birth is None or months(start.earliest) <= months(years_later(birth.latest, subject.params["years"]))


_POINTER = {"type": "string", "pattern": "^/"}
_NAME = {"type": "string", "minLength": 1}
_COUNT = {"type": "integer", "minimum": 0, "maximum": 40_000}

CHECKS: Mapping[str, NamedCheck] = {
    "within_days": NamedCheck(_within_days, "Xem lại ngày này", {"before": _COUNT, "after": _COUNT}),
    "date_order": NamedCheck(_date_order, "Ngày này phải sau ngày bắt đầu", {"than": _POINTER}),
    "span_at_most": NamedCheck(
        _span_at_most, "Khoảng thời gian dài quá mức cho phép", {"since": _POINTER, "years": _COUNT}
    ),
    "span_at_least": NamedCheck(_span_at_least, "Khoảng thời gian chưa đủ", {"since": _POINTER, "years": _COUNT}),
    "age_at_least": NamedCheck(_age_at_least, "Chưa đủ tuổi", {"years": _COUNT, "on": _POINTER}),
    "age_below": NamedCheck(_age_below, "Quá tuổi được khai ở mục này", {"years": _COUNT, "on": _POINTER}),
    "years_between": NamedCheck(
        _years_between, "Xem lại năm sinh", {"other": _POINTER, "least": _COUNT, "most": _COUNT}
    ),
    "id_matches_sex": NamedCheck(_id_matches_sex, "Số định danh và giới tính chưa khớp, xem lại", {"sex": _POINTER}),
    "id_matches_birth": NamedCheck(
        _id_matches_birth, "Số định danh và năm sinh chưa khớp, xem lại", {"birth": _POINTER}
    ),
    "one_of": NamedCheck(
        _one_of, "Cần khai ít nhất một mục", {"others": {"type": "array", "items": _POINTER}}, judges_missing=True
    ),
    "unique_in_rows": NamedCheck(
        _unique_in_rows,
        "Người này đã có trong danh sách",
        {"rows": _POINTER, "column": _NAME, "also": {"type": "array", "items": _POINTER}},
    ),
    "differs": NamedCheck(_differs, "Hai mục này không được giống nhau", {"other": _POINTER}),
    "equals": NamedCheck(_equals, "Xem lại mục này", {"value": {}}),
    "not_equal": NamedCheck(_not_equal, "Xem lại mục này", {"value": {}}),
    "lacks": NamedCheck(_lacks, "Xem lại số này", {"text": _NAME}),
    "no_gaps": NamedCheck(
        _no_gaps,
        "Khai liền nhau, không bỏ trống khoảng nào",
        {"first": _NAME, "last": _NAME, "birth": _POINTER, "years": _COUNT},
    ),
}
"""Every check a form may name; a form that names another is refused."""
