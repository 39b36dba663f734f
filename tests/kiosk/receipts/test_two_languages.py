"""What is printed says both languages: a line in Vietnamese, below it the citizen's; nothing cut or twice."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from unittest.mock import patch

import numpy as np
import pytest
from PIL import Image

import resources
from drivers.ports import Bitmap
from kiosk.language.words import Words, phrase
from kiosk.procedures.fees import quote
from kiosk.procedures.precheck import outcome
from kiosk.receipts import Guide, render_guide, to_png
from kiosk.receipts.sheet import Sheet
from kiosk.receipts.ticket import Ticket, render_ticket
from kiosk.visit.library import Library

TODAY = date(2026, 11, 22)
LIBRARY = Library.load(resources.path(), TODAY, drafts=True)
ENGLISH = LIBRARY.words("en")
LONGEST = ("dang-ky-khai-sinh", "dang-ky-ket-hon", "dang-ky-mau-con-dau-moi", "xac-nhan-dien-tich-nha-o")


def guide(slug: str) -> Guide:
    procedure = LIBRARY.catalogue.get(slug)
    result = outcome(procedure, {})
    fee = quote(procedure, result.case.id if result.case else "", "direct", TODAY)
    return Guide("Trung tâm Phục vụ hành chính công xã Hoa Mai", procedure, result, fee, "quầy 3")


def dark(page: Bitmap) -> np.ndarray:
    return np.array(Image.open(BytesIO(to_png(page))).convert("L")) < 128


@pytest.mark.parametrize("width", [576, 384])
@pytest.mark.parametrize("slug", LONGEST)
def test_the_longest_guides_fit_the_paper_in_two_languages(slug: str, width: int) -> None:
    page = render_guide(guide(slug), width, ENGLISH)
    assert not dark(page)[:, :12].any() and not dark(page)[:, -12:].any()
    assert page.height < 6000


def test_a_ticket_says_both_and_a_number_only_once() -> None:
    written: list[str] = []

    def noted(sheet: Sheet, text: str, left: float, font: object, ink: int = 0) -> None:
        written.append(text)

    ticket = Ticket("Hoa Mai", "A012", "Hộ tịch", "quầy 1", datetime(2026, 11, 22, 8, 0))
    with patch.object(Sheet, "_write", noted):
        render_ticket(ticket, say=ENGLISH)
    assert written.count("A012") == 1
    assert written.index("SỐ THỨ TỰ") + 1 == written.index("QUEUE NUMBER")
    assert {"Hộ tịch", "Civil status", "Tại quầy 1", "At quầy 1"} <= set(written)


def test_a_line_without_another_wording_stands_once() -> None:
    written: list[str] = []
    with patch.object(Sheet, "_write", lambda sheet, text, left, font, ink=0: written.append(text)):
        sheet = Sheet(576, Words("en", {"Tại {desk}": "At {desk}"}))
        sheet.line("quầy 3", 26)
        sheet.line(phrase("Tại {desk}", desk="quầy 3"), 26)
    assert written == ["quầy 3", "Tại quầy 3", "At quầy 3"]
