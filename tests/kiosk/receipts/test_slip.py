"""The slip says the state, the number and what it is not; it never shows a whole name or number."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from unittest.mock import patch

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kiosk.receipts import STATES, SlipPaper, SlipText, masked_number, render_slip, to_png
from kiosk.receipts.sheet import DOTS_PER_MM, SMALLEST, Sheet
from sync.delivery import State as DossierState
from sync.envelope import Clock

TOKEN = "KTN1:" + "6BFOXN%TS3DH0YOJ58S S-W5HDC *M0II5XHC9B5G2+$N IOP-IA%NFQGRJPC%OQHIZC4.OI1RM8ZA" * 3

SLIP = SlipText(
    authority="UBND XÃ HOA MAI",
    centre="Trung tâm Phục vụ hành chính công xã Hoa Mai",
    kiosk="K07",
    state="queued",
    local_number="K07-260916-0123-K",
    procedure="Xác nhận thông tin cư trú",
    procedure_code="1.010041",
    filed_at=datetime(2026, 9, 16, 14, 5),
    code=TOKEN,
    help_desk="quầy 3",
    name="Trần Thị Mẫu",
    personal_id="000190000123",
    papers=(SlipPaper("Tờ khai CT01", 1, "9f3c2a71" + 56 * "0"),),
    fee="Chưa có thông tin lệ phí. Hỏi cán bộ tại quầy.",
)


def words(slip: SlipText, width: int = 576) -> str:
    """Everything that is written on the slip, in order, as the sheet was told to write it."""
    written: list[str] = []

    def noted(sheet: Sheet, text: str, left: float, font: object, ink: int = 0) -> None:
        written.append(text)

    with patch.object(Sheet, "_write", noted):
        render_slip(slip, width)
    return " ".join(written).replace("\u00a0", " ")


def pixels(slip: SlipText, width: int = 576) -> np.ndarray:
    return np.array(Image.open(BytesIO(to_png(render_slip(slip, width)))).convert("L"))


@pytest.mark.parametrize("width", [576, 384])
def test_the_code_on_the_paper_can_be_read_back(width: int) -> None:
    short = replace(SLIP, code=TOKEN[:180])
    assert [code.text for code in zxingcpp.read_barcodes(pixels(short, width))] == [TOKEN[:180]]


def test_the_code_is_at_least_33_mm_wide_and_its_modules_half_a_millimetre() -> None:
    for text in ("K07", TOKEN):
        found = zxingcpp.read_barcodes(pixels(replace(SLIP, code=text)))[0].position
        assert found.top_right.x - found.top_left.x >= 33 * DOTS_PER_MM - 1


def test_a_code_that_does_not_fit_is_an_error_not_an_unreadable_print() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        render_slip(replace(SLIP, code="x" * 900), 384)


def test_the_slip_says_state_number_and_what_the_number_is_not() -> None:
    text = words(SLIP)
    assert text.index("BIÊN NHẬN TẠI MÁY") < text.index("ĐÃ LƯU TẠI MÁY – CHỜ GỬI") < text.index("K07-260916-0123-K")
    assert "Chưa phải mã hồ sơ." in text
    assert "không thay Giấy tiếp nhận hồ sơ" in text
    assert "tin nhắn" not in text


def test_name_and_number_are_masked() -> None:
    text = words(SLIP)
    assert "Trần T. M." in text and "••• ••• ••• 123" in text
    assert "Thị" not in text and "Mẫu" not in text and "000190" not in text
    assert masked_number("000190000123") == "••• ••• ••• 123"
    assert "000190" not in repr(SLIP) and "Trần" not in repr(SLIP)


def test_a_dossier_code_takes_the_place_of_the_warning() -> None:
    text = words(replace(SLIP, state="accepted", dossier_code="H36.12-260916-0001"))
    assert "Chưa phải mã hồ sơ" not in text
    assert "Dùng mã hồ sơ ở trên" in text
    assert "H36.12-260916-0001" in text and "K07-260916-0123-K" in text


@pytest.mark.parametrize("state", STATES)
def test_no_time_limit_is_promised(state: str) -> None:
    text = words(replace(SLIP, state=state))
    assert STATES[state] in text
    assert "Thời hạn " not in text.replace("Thời hạn giải quyết tính từ khi cơ quan tiếp nhận", "")


def test_every_state_of_a_dossier_has_its_words() -> None:
    assert set(STATES) == {state.value for state in DossierState}


def test_an_unsure_clock_is_said() -> None:
    assert "giờ máy: chưa đồng bộ" in words(replace(SLIP, clock=Clock.FREE_RUNNING))
    assert "(giờ máy không chắc chắn)" in words(replace(SLIP, clock=Clock.UNCERTAIN))


@pytest.mark.parametrize("width", [576, 384])
def test_nothing_is_cut_at_the_edges_and_long_words_stay_on_the_paper(width: int) -> None:
    slip = replace(SLIP, centre="TrungtâmPhụcvụhànhchínhcông" * 3, procedure="Đăng ký " * 40)
    dark = pixels(slip, width) < 128
    assert not dark[:, :12].any() and not dark[:, -12:].any()
    assert dark[-40:].any(axis=1).any() and not dark[-12:].any()


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from([576, 384]))
def test_whatever_text_comes_the_slip_is_drawn(name: str, code: str, width: int) -> None:
    page = render_slip(replace(SLIP, name=name, procedure=name, dossier_code=code, help_desk=name, code="K07"), width)
    assert len(page.rows) == page.width // 8 * page.height


def test_a_text_without_end_does_not_empty_the_roll() -> None:
    assert render_slip(replace(SLIP, procedure="dài " * 20_000)).height <= 6000


def test_marks_above_and_below_letters_do_not_touch_the_next_line() -> None:
    def bands(lines: int) -> int:
        sheet = Sheet(576)
        for _ in range(lines):
            sheet.line("ỆẬỢỂẪặợệ" * 3, SMALLEST)
        inked = (np.array(Image.open(BytesIO(to_png(sheet.bitmap()))).convert("L")) < 128).any(axis=1)
        return int(np.count_nonzero(inked[1:] & ~inked[:-1]))

    assert bands(3) == 3 * bands(1)


def test_the_bitmap_has_one_bit_a_dot_and_its_png_shows_the_same_dots() -> None:
    page = render_slip(SLIP)
    assert (page.width, len(page.rows)) == (576, 72 * page.height)
    bits = np.unpackbits(np.frombuffer(page.rows, np.uint8)).reshape(page.height, 576)
    assert np.array_equal(bits == 1, pixels(SLIP) == 0)


def test_what_is_left_to_the_desk_stands_on_the_slip() -> None:
    said = words(replace(SLIP, left=("Nộp giấy chứng sinh", "Xuất trình thẻ căn cước")))
    assert "Còn làm tại quầy: Nộp giấy chứng sinh Xuất trình thẻ căn cước" in said
    assert "Còn làm" not in words(SLIP)
