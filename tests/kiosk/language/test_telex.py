"""What the keyboard types, key by key, in Telex and VNI."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spelling import FEW_ONSETS, syllables, telex_orders, vni_orders

from kiosk.language.telex import Composer, Method, Style

SAME_IN_BOTH_STYLES = {
    # letters
    "tooi": "tôi", "ddi": "đi", "w": "ư", "uw": "ư", "ow": "ơ", "aw": "ă", "Kroong": "Krông", "nghieeng": "nghiêng",
    "khuya": "khuya", "Plei": "Plei", "tw": "tư", "wowng": "ương",
    # tones
    "asf": "à", "asz": "a", "az": "az", "nguyeenx": "nguyễn", "quoocs": "quốc", "hueej": "huệ", "tuyeetj": "tuyệt",
    # where the mark stands
    "khuyur": "khuỷu", "gif": "gì", "gieengs": "giếng", "gias": "giá", "mias": "mía", "muaf": "mùa", "cuar": "của",
    "huwux": "hữu", "quys": "quý", "huyts": "huýt", "xoaif": "xoài", "loanf": "loàn", "ngoeor": "ngoẻo",
    "ngoawcj": "ngoặc", "toans": "toán", "ngoif": "ngòi",
    # u and o with w
    "thuowr": "thuở", "huow": "huơ", "quowr": "quở", "duowng": "dương", "dduwowngf": "đường", "dduongwf": "đường",
    "giuwongf": "giường", "giuwax": "giữa", "muowif": "mười", "ruowuj": "rượu", "nguowif": "người", "uowcs": "ước",
    # late keys
    "vietje": "việt", "tieengs": "tiếng", "tiengse": "tiếng", "banaj": "bận", "hoatwj": "hoặt",
    # undo, and the rest as typed
    "aaa": "aa", "aaaa": "aaa", "ddd": "dd", "ass": "as", "aww": "aw", "ww": "w", "oww": "ow", "asss": "ass",
    "thuoww": "thuow", "eees": "ees",
    # capitals
    "ddawks": "đắk", "Ddawks": "Đắk", "DDAWKS": "ĐẮK", "DDaf": "Đà", "UWOWNGS": "ƯỚNG", "Wowngs": "Ướng",
    # words and what is between them
    "Nguyeenx Thij Maaux": "Nguyễn Thị Mẫu", "K'Ho": "K'Ho", "H'Moong": "H'Mông", "M'Drawks": "M'Drắk",
    "Phuwowngf 1, quaanj 3": "Phường 1, quận 3", "Niee": "Niê", "Byaw": "Byă", "Kddawm": "Kđăm", "EEddee": "Êđê",
    # backspace
    "tooi\b\b": "t", "cuwowngf\b": "cườn", "as\b": "", "\b": "", "tooi \bs": "tôis", "Nguyeenx\b\b": "Nguy",
    "dduwowngf\b\b\b": "đư", "hoanf tooo\boi": "hoàn tôi",
}  # fmt: skip

BY_STYLE = {
    "hoaf": ("hoà", "hòa"),
    "khoer": ("khoẻ", "khỏe"),
    "thuyr": ("thuỷ", "thủy"),
    "uyr": ("uỷ", "ủy"),
    "Hoaf Binhf": ("Hoà Bình", "Hòa Bình"),
    "hoanf\b": ("hoà", "hòa"),
    "hoaf\bn": ("hon", "hòn"),
}

VNI = {
    "nguye6n4": "nguyễn", "d9uo7ng2": "đường", "thuo73": "thuở", "D9a8k1": "Đắk", "quo6c1": "quốc", "gi2": "gì",
    "a11": "a1", "a66": "a6", "a10": "a", "a0": "a0", "chuye6n3": "chuyển", "tua6n2": "tuần", "duong79": "đương",
    "Phuong72 1": "Phường 1", "12": "12", "3/4": "3/4", "nguo7i2": "người", "D9iện": "Điện", "kru": "kru",
}  # fmt: skip

LEFT_ALONE = (
    "windows text data email internet google facebook server user banana meeting project samsung computer "
    "microsoft address smart sport flash street frost website kiosk class glass look book cook Sarah"
)


def compose(keys: str, method: Method = "telex", style: Style = "old") -> str:
    r"""Return the text that a run of keys gives; ``\b`` is the backspace key.

    ``compose("dduwowngf")`` gives "đường", ``compose("D9a8k1", "vni")`` gives "Đắk".
    """
    composer = Composer(method, style)
    done = ""
    for key in keys:
        if key != "\b":
            done += _finished(composer, key)
        elif composer.word:
            composer.backspace()
        else:
            done = done[:-1]
    return done + composer.finish()


def _finished(composer: Composer, key: str) -> str:
    """Feed a key; return what is finished by it, which is nothing while a word goes on."""
    text = composer.feed(key)
    return "" if composer.word else text


@pytest.mark.parametrize("style", ["new", "old"])
@pytest.mark.parametrize("keys", SAME_IN_BOTH_STYLES)
def test_telex_types(keys: str, style: Style) -> None:
    assert compose(keys, style=style) == SAME_IN_BOTH_STYLES[keys]


@pytest.mark.parametrize("keys", BY_STYLE)
def test_the_two_styles_differ_in_open_oa_oe_uy(keys: str) -> None:
    assert (compose(keys, style="new"), compose(keys, style="old")) == BY_STYLE[keys]


def test_the_old_style_is_the_default() -> None:
    assert (compose("hoaf"), compose("thuy3", "vni"), Composer().feed("a")) == ("hòa", "thủy", "a")


@pytest.mark.parametrize("keys", VNI)
def test_vni_types(keys: str) -> None:
    assert compose(keys, "vni") == VNI[keys]


@pytest.mark.parametrize("word", LEFT_ALONE.split())
def test_words_that_cannot_be_vietnamese_stay_as_typed(word: str) -> None:
    assert compose(word) == word
    assert compose(word + " ") == word + " "


def test_every_rime_with_every_tone_comes_out_whatever_the_order_of_keys() -> None:
    for onset, rime, tone, written in syllables(FEW_ONSETS):
        assert {compose(keys, style="new") for keys in telex_orders(onset, rime, tone)} == {written}
        assert {compose(keys, "vni", "new") for keys in vni_orders(onset, rime, tone)} == {written}


@pytest.mark.slow
def test_every_vietnamese_syllable_comes_out_whatever_the_order_of_keys() -> None:
    table = list(syllables())
    assert len(table) > 18_000
    for onset, rime, tone, written in table:
        assert {compose(keys, style="new") for keys in telex_orders(onset, rime, tone)} == {written}
        assert {compose(keys, "vni", "new") for keys in vni_orders(onset, rime, tone)} == {written}


@given(st.text("aăâeioudđhngtcwsfrxjz0123456789 'AWD\b", max_size=24), st.sampled_from(["telex", "vni"]))
def test_no_run_of_keys_breaks_the_composer_and_all_output_is_composed(keys: str, method: Method) -> None:
    text = compose(keys, method)
    assert unicodedata.is_normalized("NFC", text)
    assert len(text) <= len(keys.replace("\b", ""))


@given(st.text("bcdeghiklmnopqtuvy -", max_size=20))
def test_text_without_composing_keys_is_untouched(keys: str) -> None:
    plain = keys.replace("dd", "d").replace("ee", "e").replace("oo", "o")
    without_late = "".join(letter for place, letter in enumerate(plain) if letter not in "deo" or place == 0)
    assert compose(without_late) == without_late


def test_the_composer_says_what_replaces_the_word_before_the_caret() -> None:
    composer = Composer()
    assert [composer.feed(key) for key in "Maaux"] == ["M", "Ma", "Mâ", "Mâu", "Mẫu"]
    assert composer.backspace() == "Mẫ"
    assert composer.feed(" ") == "Mẫ "
    assert composer.word == ""
    assert composer.feed("s") == "s"


def test_the_composer_goes_on_with_a_word_that_stands_there_already() -> None:
    composer = Composer()
    composer.restart("Phuong")
    assert composer.feed("w") == "Phương"
    assert composer.feed("f") == "Phường"


def test_a_foreign_word_is_given_back_as_typed_when_it_ends() -> None:
    composer = Composer()
    assert [composer.feed(key) for key in "user"][-1] == "ủe"
    assert composer.feed(",") == "user,"
