"""The chip's picture is decoded in a limited child, and hostile pictures end in a refusal."""

from __future__ import annotations

import io
import struct
import time

import pytest
from PIL import Image

from drivers.card.emrtd.errors import Malformed
from drivers.card.emrtd.face_file import parse_face_file
from drivers.card.emrtd.portrait import MAX_BYTES, MAX_SIDE, decode_portrait
from drivers.card.simulated.profiles import issue


def picture(kind: str, width: int = 30, height: int = 40) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (width, height), (200, 30, 60)).save(target, kind)
    return target.getvalue()


async def test_the_portrait_of_a_card_becomes_pixels() -> None:
    dg2 = issue().chip.card.application[0x0102]
    portrait = await decode_portrait(parse_face_file(dg2))
    assert (portrait.width, portrait.height) == (300, 400)


@pytest.mark.parametrize("kind", ["JPEG", "JPEG2000"])
async def test_both_formats_of_the_standard_are_decoded(kind: str) -> None:
    portrait = await decode_portrait(picture(kind))
    red, green, blue = portrait.rgb[:3]
    assert (portrait.width, portrait.height) == (30, 40)
    assert red > 150 > green
    assert blue < 150


async def test_a_large_picture_is_made_smaller() -> None:
    portrait = await decode_portrait(picture("JPEG", 1500, 1000))
    assert max(portrait.width, portrait.height) == MAX_SIDE


def bomb() -> bytes:
    """A JPEG 2000 codestream header that claims 60,000 by 60,000 pixels."""
    data = bytearray(picture("JPEG2000"))
    at = data.index(b"\xff\x51") + 6
    data[at : at + 8] = struct.pack(">II", 60_000, 60_000)
    return bytes(data)


@pytest.mark.parametrize(
    "hostile",
    [
        b"",
        b"junk" * 100,
        picture("PNG"),
        picture("JPEG2000")[:60],
        picture("JPEG")[:-40],
        bomb(),
        picture("JPEG", 2500, 2500),
        bytes(MAX_BYTES + 1),
    ],
    ids=["empty", "junk", "png", "cut-jp2", "cut-jpeg", "bomb", "too-many-pixels", "too-many-bytes"],
)
async def test_a_hostile_picture_is_refused_in_time(hostile: bytes) -> None:
    started = time.monotonic()
    with pytest.raises(Malformed):
        await decode_portrait(hostile)
    assert time.monotonic() - started < 60
