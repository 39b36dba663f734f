"""A visit in English: chosen at any moment it changes every word at once and no answer; what is filed is Vietnamese."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from unittest.mock import patch

from kiosk.language.words import VIETNAMESE, translated
from kiosk.receipts.sheet import Sheet
from kiosk.visit import events as ev
from kiosk.visit.snapshot import Snapshot
from kiosk.visit.states import State

VIETNAMESE_LETTERS = set("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")


def shown(stage) -> Snapshot:
    """The snapshot as the screen gets it."""
    return stage.visit._mechanics.shown


def is_vietnamese(text: str) -> bool:
    return bool(VIETNAMESE_LETTERS & set(text.lower()))


def labels(stage) -> list[str]:
    page = shown(stage).page
    return [page.title, page.lead, *(words for one in page.fields for words in (one.label, one.hint, one.error))]


async def test_switching_in_mid_form_keeps_every_answer_and_says_the_page_in_english(stage):
    await stage.fill()
    await stage.to_page_with("/purpose")
    await stage.tell(ev.Answer("/purpose", "Vay vốn ngân hàng"), ev.Answer("/phone", "0900000123"))
    before = stage.visit._mechanics.filling.outputs()
    assert any(map(is_vietnamese, labels(stage)))
    await stage.tell(ev.SetLanguage("en"))
    assert not [text for text in labels(stage) if is_vietnamese(text)]
    assert stage.value("/purpose") == "Vay vốn ngân hàng" and stage.value("/phone") == "0900000123"
    assert stage.visit._mechanics.filling.outputs() == before
    await stage.tell(ev.SetLanguage("vi"))
    assert any(map(is_vietnamese, labels(stage)))
    assert stage.visit._mechanics.filling.outputs() == before


async def test_a_page_that_was_judged_stays_judged_in_the_other_language(stage):
    await stage.fill()
    await stage.to_page_with("/purpose")
    await stage.tell(ev.Answer("/phone", "09000"), ev.Next())
    assert len(stage.now.page.errors) > 1
    await stage.tell(ev.SetLanguage("en"))
    assert "Contact phone number has 5 digits, it needs 10" in [one.error for one in stage.now.page.errors]
    assert not [one.error for one in stage.now.page.errors if is_vietnamese(one.error)]


async def test_the_review_changes_its_words_and_keeps_what_was_typed(stage):
    await stage.review()
    await stage.tell(ev.SetLanguage("en"))
    rows = [row for section in shown(stage).review for row in section.rows]
    assert stage.now.state is State.REVIEW
    assert not [row.label for row in rows if is_vietnamese(row.label)]
    assert {"Female", "Trần Thị Mẫu"} <= {row.text for row in rows}


async def test_catalogue_questions_and_consent_are_said_on_the_way_to_the_screen_only(stage):
    await stage.tell(ev.SetLanguage("en"), ev.Begin(), ev.ShowGroup("noi-o"))
    assert "Register temporary residence" in [one.name for one in shown(stage).catalogue.procedures]
    await stage.tell(ev.Search("criminal record"))
    assert shown(stage).catalogue.procedures[0].slug == "phieu-ly-lich-tu-phap"
    await stage.choose_here("dang-ky-tam-tru")
    assert shown(stage).procedure.name == "Register temporary residence"
    assert stage.now.procedure.name == "Đăng ký tạm trú", "inside it stays what is filed"


async def test_consent_is_recorded_with_the_words_that_were_shown(stage):
    await stage.tell(ev.SetLanguage("en"))
    await stage.identify()
    page = shown(stage).consent
    assert "seals it" in page.text and not is_vietnamese(page.refusal)
    await stage.tell(ev.Agree())
    (given,) = stage.visit._mechanics.session.given
    words = json.dumps(asdict(page), sort_keys=True, ensure_ascii=False)
    assert given.text_sha256 == hashlib.sha256(words.encode()).hexdigest()
    assert (given.language, given.version) == ("en", page.version)
    assert given.record()["language"] == "en" and page.version


async def test_the_slip_says_everything_in_vietnamese_and_in_english(stage):
    written: list[str] = []

    def noted(sheet: Sheet, text: str, left: float, font: object, ink: int = 0) -> None:
        written.append(text)

    await stage.tell(ev.SetLanguage("en"))
    with patch.object(Sheet, "_write", noted):
        await stage.done()
    text = " ".join(written).replace("\u00a0", " ")
    assert text.index("BIÊN NHẬN TẠI MÁY") < text.index("KIOSK SLIP") < text.index("Chưa phải mã hồ sơ.")
    assert "Not yet a dossier code." in text and "Confirmation of residence" in text
    assert text.count("Trần T. M.") == 1


async def test_a_language_that_is_not_here_is_vietnamese(stage):
    await stage.tell(ev.SetLanguage("xx"))
    await stage.fill()
    assert any(map(is_vietnamese, labels(stage)))


async def test_the_next_person_is_greeted_in_vietnamese(stage):
    await stage.tell(ev.SetLanguage("en"), ev.Begin(), ev.Leave())
    assert stage.now.language == "vi"
    assert shown(stage) == translated(stage.now, VIETNAMESE)
