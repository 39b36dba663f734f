"""Folding finds what people type without marks; cleaning keeps what they mean."""

import unicodedata

import pytest

from kiosk.language.fold import clean, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường Đắk Lắk", "duong dak lak"),
        ("NGUYỄN THỊ AN", "nguyen thi an"),
        ("Ea H\u2019Leo", "ea h'leo"),
        ("M\u02bcDrắk", "m'drak"),
        ("Xuân Hương \u2013 Đà Lạt", "xuan huong - da lat"),
        ("Y Ƀinh Niê Kđăm", "y binh nie kdam"),
        ("  khai \u200e sinh ", "khai sinh"),
        ("", ""),
    ],
)
def test_text_folds_to_plain_letters(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_decomposed_input_folds_and_cleans_like_composed_input() -> None:
    text = "Đăng ký thường trú ở Huế"
    decomposed = unicodedata.normalize("NFD", text)
    assert decomposed != text
    assert clean(decomposed) == text
    assert fold(decomposed) == fold(text)


def test_cleaning_keeps_marks_case_and_apostrophes() -> None:
    assert clean("\ufeffK'Đỗ\u00ad  Hoa\n") == "K'Đỗ Hoa"
