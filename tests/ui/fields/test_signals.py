"""What a field asks for besides an answer: a search of a large list, rows, papers and cards of other people."""

from __future__ import annotations

import json
from typing import Any

from tests.ui.controls.samples import page
from tests.ui.gallery import Stage, is_pressable, stage, visible_items

PLACES = [{"value": f"{n:02d}", "label": f"Tỉnh {n}", "hint": ""} for n in range(1, 8)]


def shown(opened: Stage, field: dict[str, Any]) -> None:
    signals = ("answered", "asked", "rowAdded", "rowRemoved", "cardWanted")
    handlers = " ".join(
        f"on{name[0].upper()}{name[1:]}: (...all) => page.heard.push(['{name}', ...all])" + ";" for name in signals
    )
    body = f"AnyField {{ id: one; width: 1000; field: ({json.dumps(field)}); found: page.found; {handlers} }}"
    keyboard = "Keyboard { y: 700; width: 1000 }"
    opened.show(
        page(body + keyboard).replace("{ id: page;", "{ id: page; property var heard: []; property var found: [];")
    )
    opened.run("Typing.reset()")


def heard(opened: Stage) -> list[list[Any]]:
    found: list[list[Any]] = opened.item.property("heard").toVariant()
    return found


def touch(opened: Stage, name: str) -> None:
    opened.tap(opened.named(name))


def names(opened: Stage) -> list[str]:
    return [str(item.property("name")) for item in visible_items(opened.item) if is_pressable(item)]


def texts(opened: Stage) -> list[str]:
    return [str(item.property("text")) for item in visible_items(opened.item)]


COMMUNE = {"kind": "choice", "pointer": "/commune", "label": "Xã", "choice_list": "communes", "within": "68"}


def test_a_large_list_is_searched_with_a_few_letters() -> None:
    with stage() as opened:
        shown(opened, COMMUNE)
        touch(opened, "Xã. Chạm để tìm và chọn")
        touch(opened, "h")
        assert heard(opened)[-1] == ["asked", "communes", "68", "h"]


def test_of_what_fits_four_are_shown_and_one_is_taken() -> None:
    with stage() as opened:
        shown(opened, COMMUNE)
        touch(opened, "Xã. Chạm để tìm và chọn")
        opened.item.setProperty("found", PLACES)
        opened.settle()
        assert [name for name in names(opened) if name.startswith("Tỉnh")] == ["Tỉnh 1", "Tỉnh 2", "Tỉnh 3", "Tỉnh 4"]
        touch(opened, "Tỉnh 2")
        assert heard(opened)[-1] == ["answered", "/commune", "02"]
        assert "Tỉnh 1" not in names(opened)


def test_the_search_box_says_search_on_the_keyboard_and_only_there() -> None:
    with stage() as opened:
        shown(opened, COMMUNE)
        touch(opened, "Xã. Chạm để tìm và chọn")
        assert "Tìm" in names(opened)
        touch(opened, "Tìm")
        assert opened.item.property("typing").property("doneText") == ""


def test_rows_are_added_and_taken_away_by_their_pointer() -> None:
    name = {"kind": "name", "pointer": "/members/0/full_name", "label": "Họ tên"}
    with stage() as opened:
        shown(opened, {"kind": "rows", "pointer": "/members", "label": "Người trong hộ", "rows": [[name], [name]]})
        touch(opened, "Bỏ dòng 2")
        touch(opened, "Thêm một dòng")
        assert heard(opened) == [["rowRemoved", "/members/1"], ["rowAdded", "/members"]]


def test_a_paper_is_announced_and_a_warning_is_said_with_its_field() -> None:
    with stage() as opened:
        shown(opened, {"kind": "attachment", "pointer": "/lease", "label": "Hợp đồng thuê nhà", "value": None})
        assert "Chụp ở bước giấy tờ, hoặc đem ra quầy" in texts(opened)
        shown(opened, {"kind": "text", "pointer": "/a", "label": "A", "warning": "Xem lại năm sinh"})
        assert "Xem lại năm sinh" in texts(opened)


def test_a_block_can_be_filled_from_the_card_of_the_person_it_is_about() -> None:
    with stage() as opened:
        shown(opened, {"kind": "heading", "pointer": "", "label": "Người mẹ", "party": "mother"})
        touch(opened, "Điền bằng thẻ của người này")
        assert heard(opened) == [["cardWanted", "mother"]]


def test_another_box_has_its_own_word_for_done_even_when_the_search_went_away_in_mid_typing() -> None:
    with stage() as opened:
        shown(opened, COMMUNE)
        touch(opened, "Xã. Chạm để tìm và chọn")
        opened.run("one.field = ({kind: 'text', pointer: '/a', label: 'A'})")
        entry = opened.find(lambda item: item.metaObject().indexOfProperty("composes") >= 0)
        opened.tap(entry)
        assert "Xong" in names(opened)
