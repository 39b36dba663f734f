"""Tone keys: a tone on any word, in Vietnamese or not."""

from __future__ import annotations

import pytest
from spelling import FEW_ONSETS, syllables

from kiosk.language.syllable import Syllable, Tone, tone_of, with_tone


def test_the_five_tone_keys_show_the_word_with_each_tone() -> None:
    tones = (Tone.SAC, Tone.HUYEN, Tone.HOI, Tone.NGA, Tone.NANG)
    assert [with_tone("Phường", tone) for tone in tones] == ["Phướng", "Phường", "Phưởng", "Phưỡng", "Phượng"]
    assert with_tone("Phường", Tone.NGANG) == "Phương"


@pytest.mark.parametrize(
    ("word", "tone", "new", "old"),
    [
        ("hoa", Tone.HUYEN, "hoà", "hòa"),
        ("HOÀ", Tone.SAC, "HOÁ", "HÓA"),
        ("Thủy", Tone.HOI, "Thuỷ", "Thủy"),
        ("quy", Tone.SAC, "quý", "quý"),
        ("gi", Tone.HUYEN, "gì", "gì"),
        ("gia", Tone.SAC, "giá", "giá"),
        ("Đắk", Tone.NANG, "Đặk", "Đặk"),
        ("Ñuôl", Tone.SAC, "Ñuốl", "Ñuốl"),
        ("Ksor", Tone.NANG, "Ksọr", "Ksọr"),
        ("Pleiku", Tone.SAC, "Pleikú", "Pleikú"),
        ("Kr", Tone.SAC, "Kr", "Kr"),
        ("", Tone.SAC, "", ""),
    ],
)
def test_a_tone_goes_to_its_place_and_no_word_is_refused(word: str, tone: Tone, new: str, old: str) -> None:
    assert (with_tone(word, tone, "new"), with_tone(word, tone, "old")) == (new, old)


def test_every_syllable_is_valid_and_keeps_its_tone() -> None:
    for _, _, _, written in syllables(FEW_ONSETS):
        assert Syllable.parse(written).is_valid()
        assert with_tone(with_tone(written, Tone.NGANG), tone_of(written), "new") == written


@pytest.mark.parametrize("word", ["bookz", "street", "tẽxt", "ưindow", "fax", "bcd", "âo"])
def test_words_that_no_vietnamese_mouth_makes_are_not_valid(word: str) -> None:
    assert not Syllable.parse(word).is_valid()
