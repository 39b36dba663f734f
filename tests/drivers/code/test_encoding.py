"""The encoding trap: UTF-8 without an ECI header must come back exactly, from each engine and each filtered path."""

import unicodedata

import numpy as np
import pytest
import zxingcpp

from drivers.code.decode import decode_frame
from drivers.code.engines import zbar_scan, zxing
from drivers.code.regions import Region
from drivers.code.rescue import THOROUGH
from tests.bench.code_lab.payloads import card_payload, full_name, given_name

TRAPS = ["Ngọ", "Tạ", "Lệ", "Mỹ", "Đỗ", "Ỷ", "Ơn", "H’Ƀlưm", "Y K'Čĕ", "An"]
"""Short texts of which many are also well-formed Shift JIS, Big5 or Latin-1."""


def code_of(text):
    """A perfect code of these bytes, 4 pixels a module, without an ECI header."""
    return np.array(zxingcpp.create_barcode(text.encode(), zxingcpp.BarcodeFormat.QRCode).to_image(scale=4))


def texts(count=150):
    rng = np.random.default_rng(11)
    made = [make(rng) for make in (card_payload, full_name, given_name) for _ in range(count)]
    return [form for text in made + TRAPS for form in {text, unicodedata.normalize("NFD", text)}]


@pytest.mark.parametrize("read", [lambda code: zxing(code).read, zbar_scan], ids=["zxing", "zbar"])
def test_each_engine_returns_every_text_exactly(read):
    for text in texts():
        assert [code.text for code in read(code_of(text))] == [text]


@pytest.mark.parametrize("rescue", THOROUGH, ids=lambda rescue: rescue.engine.value + rescue.name)
def test_no_filtered_path_returns_another_text(rescue):
    for text in texts(8):
        code = code_of(text)
        region = Region(0, 0, code.shape[1], code.shape[0])
        assert {found.text for found in rescue.attempt(code, region)} <= {text}


def test_inverted_codes_are_read_by_both_engines():
    code = 255 - code_of("Ngọ")
    assert [found.text for found in zxing(code).read] == ["Ngọ"]
    assert [found.text for found in zbar_scan(code)] == ["Ngọ"]


def test_a_code_that_names_its_encoding_is_read_in_it():
    made = zxingcpp.create_barcode("Ngọ", zxingcpp.BarcodeFormat.QRCode, eci="UTF-16BE")
    assert [found.text for found in decode_frame(np.array(made.to_image(scale=4)))] == ["Ngọ"]


def test_bytes_that_are_no_utf8_never_come_from_zbar():
    made = zxingcpp.create_barcode(b"Ng\xe1\xff\xfe", zxingcpp.BarcodeFormat.QRCode)
    assert zbar_scan(np.array(made.to_image(scale=4))) == ()
