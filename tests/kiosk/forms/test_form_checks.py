from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kiosk.forms.checks import CHECKS, failures
from kiosk.forms.definition import Check

TODAY = date(2026, 11, 22)

PASS, FAIL = True, False
CASES: list[tuple[str, Any, dict[str, Any], dict[str, Any], bool]] = [
    ("within_days", "2026-11-22", {"after": 0}, {}, PASS),
    ("within_days", "2026-11-23", {"after": 0}, {}, FAIL),
    ("within_days", "2026", {"after": 0}, {}, PASS),
    ("within_days", "2027", {"after": 0}, {}, FAIL),
    ("within_days", "2026-11-20", {"before": 1}, {}, FAIL),
    ("within_days", "chưa rõ", {"after": 0}, {}, PASS),
    ("date_order", "2026-01-01", {"than": "/o"}, {"o": "2026-01-01"}, PASS),
    ("date_order", "2025-12-31", {"than": "/o"}, {"o": "2026-01-01"}, FAIL),
    ("date_order", "2026", {"than": "/o"}, {"o": "2026-06-01"}, PASS),
    ("date_order", "2025", {"than": "/o"}, {}, PASS),
    ("span_at_most", "2028-02-29", {"since": "/o", "years": 2}, {"o": "2026-03-01"}, PASS),
    ("span_at_most", "2028-03-02", {"since": "/o", "years": 2}, {"o": "2026-03-01"}, FAIL),
    ("span_at_least", "2027-11-21", {"since": "/o", "years": 1}, {"o": "2026-11-22"}, FAIL),
    ("span_at_least", "2027-11-22", {"since": "/o", "years": 1}, {"o": "2026-11-22"}, PASS),
    ("age_at_least", "2008-11-22", {"years": 18}, {}, PASS),
    ("age_at_least", "2008-11-23", {"years": 18}, {}, FAIL),
    ("age_at_least", "2008", {"years": 18}, {}, PASS),
    ("age_at_least", "2009", {"years": 18}, {}, FAIL),
    ("age_at_least", "2008-11-23", {"years": 18, "on": "/o"}, {"o": "2026-12-01"}, PASS),
    ("age_below", "2008-11-23", {"years": 18}, {}, PASS),
    ("age_below", "2008-11-22", {"years": 18}, {}, FAIL),
    ("age_below", "2008", {"years": 18}, {}, PASS),
    ("years_between", "1990", {"other": "/o", "least": 14, "most": 60}, {"o": "2026-11-10"}, PASS),
    ("years_between", "2015", {"other": "/o", "least": 14, "most": 60}, {"o": "2026-11-10"}, FAIL),
    ("id_matches_sex", "000190000123", {"sex": "/o"}, {"o": "Nữ"}, PASS),
    ("id_matches_sex", "000190000123", {"sex": "/o"}, {"o": "Nam"}, FAIL),
    ("id_matches_sex", "123", {"sex": "/o"}, {"o": "Nam"}, PASS),
    ("id_matches_birth", "000190000123", {"birth": "/o"}, {"o": "1990-09"}, PASS),
    ("id_matches_birth", "000190000123", {"birth": "/o"}, {"o": "1991"}, FAIL),
    ("id_matches_birth", "000215000789", {"birth": "/o"}, {"o": "2015"}, PASS),
    ("one_of", None, {"others": ["/o"]}, {"o": "x"}, PASS),
    ("one_of", None, {"others": ["/o"]}, {}, FAIL),
    ("one_of", "x", {"others": ["/o"]}, {}, PASS),
    ("differs", "x", {"other": "/o"}, {"o": "x"}, FAIL),
    ("differs", "x", {"other": "/o"}, {"o": "y"}, PASS),
    ("equals", 1, {"value": 1}, {}, PASS),
    ("equals", 2, {"value": 1}, {}, FAIL),
    ("not_equal", "2", {"value": "2"}, {}, FAIL),
    ("not_equal", "1", {"value": "2"}, {}, PASS),
    ("lacks", "gcs 5", {"text": "GCS"}, {}, FAIL),
    ("lacks", "5", {"text": "GCS"}, {}, PASS),
]


@pytest.mark.parametrize(("name", "value", "params", "others", "passes"), CASES)
def test_named_check(name: str, value: Any, params: dict[str, Any], others: dict[str, Any], passes: bool) -> None:
    check = Check(name, "/v", "", None, warning=False, params=params)
    found = list(failures((check,), {**others, **({"v": value} if value is not None else {})}, TODAY))
    assert found == ([] if passes else [("/v", CHECKS[name].message, False)])


HISTORY = [{"from": "2004-09", "to": "2012-06"}, {"from": "2012-07"}]


@pytest.mark.parametrize(
    ("rows", "passes"),
    [
        (HISTORY, True),
        ([HISTORY[0], {"from": "2012-08"}], False),
        ([HISTORY[0], {"from": "2012-05"}], True),
        ([{"from": "2004-10"}], False),
        ([HISTORY[0]], False),
        ([HISTORY[0], {"from": "2012-07", "to": "2026-11"}], True),
        ([{"from": "2004-09"}, HISTORY[1]], True),
        ([], True),
    ],
)
def test_history_without_gaps_from_the_fourteenth_birthday_to_today(rows: list[Any], passes: bool) -> None:
    params = {"first": "from", "last": "to", "birth": "/birth", "years": 14}
    check = Check("no_gaps", "/rows", "", None, warning=False, params=params)
    assert (list(failures((check,), {"rows": rows, "birth": "1990-09-02"}, TODAY)) == []) is passes


def test_nobody_stands_twice_in_a_table() -> None:
    params = {"rows": "/rows", "column": "id", "also": ["/me"]}
    check = Check("unique_in_rows", "/rows/*/id", "", None, warning=True, params=params)
    answers = {"me": "1", "rows": [{"id": "1"}, {"id": "2"}, {"id": "2"}, {"id": "3"}, {}]}
    assert [pointer for pointer, _, _ in failures((check,), answers, TODAY)] == [
        "/rows/0/id",
        "/rows/1/id",
        "/rows/2/id",
    ]


def test_every_named_check_is_tried_here() -> None:
    assert {case[0] for case in CASES} | {"no_gaps", "unique_in_rows"} == set(CHECKS)
