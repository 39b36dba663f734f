"""The thorough reading of one picture: how codes lie, how they are lit, and that nothing is read where nothing is."""

import cv2
import numpy as np
import pytest
import zxingcpp

from drivers.code.decode import decode_frame
from tests.bench.code_lab.blanks import blanks
from tests.bench.code_lab.payloads import card_payload
from tests.bench.code_lab.pictures import Shot, picture_of

SHOTS = {
    "plain": Shot(),
    "upside down": Shot(turn=180),
    "turned": Shot(turn=37),
    "tilted": Shot(tilt=35, tilt_axis=20),
    "small": Shot(pitch=2.3),
    "dark": Shot(exposure=0.08, noise=0.006),
    "hologram": Shot(hologram=0.8),
    "half in shadow": Shot(shadow=0.8),
    "dark mode": Shot(phone=True, inverted=True, moire=0.2),
    "out of focus": Shot(defocus=1.6),
}


@pytest.mark.parametrize("shot", SHOTS.values(), ids=SHOTS.keys())
def test_a_card_is_read_exactly(shot):
    rng = np.random.default_rng(5)
    text = card_payload(rng)
    codes = decode_frame(picture_of(text, shot, rng))
    assert [code.text for code in codes] == [text]
    assert all(0 <= x <= 640 and 0 <= y <= 480 for x, y in codes[0].quad)


def test_grey_and_colour_pictures_say_the_same():
    rng = np.random.default_rng(6)
    picture = picture_of("Ngọ", Shot(pitch=6), rng)
    assert [code.text for code in decode_frame(picture)] == ["Ngọ"]
    assert [code.text for code in decode_frame(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))] == ["Ngọ"]


def test_two_codes_in_one_picture_are_both_read():
    one, two = (
        np.array(zxingcpp.create_barcode(t, zxingcpp.BarcodeFormat.QRCode).to_image(scale=5)) for t in ("a", "b")
    )
    assert {code.text for code in decode_frame(np.hstack([one, two]))} == {"a", "b"}


def test_a_code_out_of_focus_beside_a_sharp_one_is_read_too():
    rng = np.random.default_rng(1)
    texts = [card_payload(rng) for _ in range(2)]
    sharp, soft = (
        np.array(zxingcpp.create_barcode(text.encode(), zxingcpp.BarcodeFormat.QRCode).to_image(scale=5))
        for text in texts
    )
    picture = np.full((max(sharp.shape[0], soft.shape[0]), sharp.shape[1] + soft.shape[1]), 255, np.uint8)
    picture[: sharp.shape[0], : sharp.shape[1]] = sharp
    picture[: soft.shape[0], sharp.shape[1] :] = cv2.GaussianBlur(soft, (0, 0), 2.7)
    assert {code.text for code in decode_frame(picture)} == set(texts)


@pytest.mark.parametrize("kind", [zxingcpp.BarcodeFormat.MicroQRCode, zxingcpp.BarcodeFormat.RMQRCode])
def test_the_small_kinds_are_not_read_for_a_worn_code_passes_for_them(kind):
    assert decode_frame(np.array(zxingcpp.create_barcode("4694", kind).to_image(scale=6))) == []


@pytest.mark.parametrize("number", range(4))
def test_nothing_is_read_where_there_is_no_code(number):
    assert decode_frame(blanks(3, 4)[number]) == []


@pytest.mark.parametrize("shape", [(1, 1), (8, 8), (3, 900), (900, 3, 3), (40, 40, 3)])
def test_odd_sizes_are_survived(shape):
    assert decode_frame(np.zeros(shape, np.uint8)) == []


@pytest.mark.parametrize("frame", [np.zeros((9, 9)), np.zeros((9, 9, 4), np.uint8), np.zeros(9, np.uint8)])
def test_what_is_no_picture_is_refused(frame):
    with pytest.raises(ValueError, match="picture"):
        decode_frame(frame)
