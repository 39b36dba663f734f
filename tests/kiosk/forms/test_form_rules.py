from __future__ import annotations

from typing import Any

import pytest

from kiosk.forms.view import PageView
from tests.kiosk.forms.conftest import PEOPLE, Folder, begin, control, tiny_ui, when


def shown(page: PageView) -> list[str]:
    return [one.pointer for one in page.fields]


@pytest.mark.parametrize(
    ("effect", "answer", "visible"),
    [
        ("SHOW", None, False),
        ("SHOW", "a", False),
        ("SHOW", "b", True),
        ("HIDE", None, True),
        ("HIDE", "a", True),
        ("HIDE", "b", False),
    ],
)
def test_show_and_hide(folder: Folder, effect: str, answer: str | None, visible: bool) -> None:
    form = folder.form(ui=tiny_ui(control("more", rule=when(effect, "kind", const="b"))))
    filling = begin(form).answer("/kind", answer)
    assert ("/more" in shown(filling.page(1))) is visible


@pytest.mark.parametrize(
    ("effect", "answer", "usable"),
    [
        ("ENABLE", None, False),
        ("ENABLE", "b", True),
        ("DISABLE", None, True),
        ("DISABLE", "b", False),
    ],
)
def test_enable_and_disable(folder: Folder, effect: str, answer: str | None, usable: bool) -> None:
    form = folder.form(ui=tiny_ui(control("more", rule=when(effect, "kind", const="b"))))
    page = begin(form).answer("/kind", answer).page(1)
    assert next(one for one in page.fields if one.pointer == "/more").enabled is usable


def test_a_hidden_answer_is_kept_for_later_but_not_submitted(folder: Folder) -> None:
    form = folder.form(ui=tiny_ui(control("more", rule=when("SHOW", "kind", const="b"))))
    filling = begin(form).answer("/name", "Thử").answer("/kind", "b").answer("/more", "giữ lại")
    away = filling.answer("/kind", "a")
    assert "more" not in away.outputs()[0].answers
    assert "/more" not in away.outputs()[0].sources
    assert away.answer("/kind", "b").outputs()[0].answers["more"] == "giữ lại"


def test_a_hidden_answer_hides_what_depends_on_it(folder: Folder) -> None:
    form = folder.form(
        ui=tiny_ui(
            control("more", rule=when("SHOW", "kind", const="b")),
            control("deep", rule=when("SHOW", "more", const="x")),
        )
    )
    filling = begin(form).answer("/kind", "b").answer("/more", "x").answer("/deep", "y")
    assert "/deep" in shown(filling.page(1))
    assert shown(filling.answer("/kind", "a").page(1)) == ["/kind", "/name", "/people"]
    assert filling.answer("/kind", "a").outputs()[0].answers == {"kind": "a"}


def test_a_rule_in_a_table_looks_at_its_own_row(folder: Folder) -> None:
    filling = begin(folder.form()).add_row("/people").add_row("/people").answer("/people/1/adult", True)
    rows = next(one for one in filling.page(1).fields if one.kind == "rows").rows
    assert [one.pointer for one in rows[0]] == ["/people/0/full_name", "/people/0/adult"]
    assert rows[1][-1].pointer == "/people/1/job"


def test_two_controls_may_ask_one_answer_under_different_rules(folder: Folder) -> None:
    ui = tiny_ui(control("more", label="Một", rule=when("SHOW", "kind", const="a")))
    ui["elements"][0]["elements"].append(control("more", label="Hai", rule=when("SHOW", "kind", const="b")))
    filling = begin(folder.form(ui=ui)).answer("/kind", "a").answer("/more", "x")
    other = filling.answer("/kind", "b")
    assert [one.label for one in other.page(1).fields if one.pointer == "/more"] == ["Hai"]
    assert other.outputs()[0].answers["more"] == "x"


def test_a_page_on_which_nothing_shows_is_left_out(folder: Folder) -> None:
    ui: dict[str, Any] = tiny_ui()
    ui["elements"][0]["elements"] = [control("kind"), control("name"), PEOPLE]
    rule = when("SHOW", "kind", const="b")
    more = {"type": "Category", "label": "Thêm", "elements": [control("more"), control("deep")], "rule": rule}
    filling = begin(folder.form(ui={**ui, "elements": [*ui["elements"], more]}))
    assert filling.page_count == 1
    assert filling.answer("/kind", "b").page_count == 2
