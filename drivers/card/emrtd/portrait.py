"""Turning the chip's hostile picture into plain pixels: decoded in a short-lived child with limits, never here.

JPEG 2000 decoders have had their share of holes, and whoever forges a card chooses the bytes. The child has only its
standard streams, little memory and little time; whatever happens in it, the parent gets pixels or a refusal.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from drivers.card.emrtd.errors import Malformed
from drivers.ports import Portrait

MAX_BYTES = 256 * 1024
"""Bytes of a picture accepted; portraits on cards have 12 to 20 thousand."""
MAX_SIDE = 640
"""Pixels: larger pictures are made smaller in the child."""
SECONDS = 5.0
"""Wall time for a child: start of Python and Pillow included."""
_CHILD = Path(__file__).with_name("portrait_child.py")
_HEAD = 4


async def decode_portrait(picture: bytes) -> Portrait:
    """Decode a JPEG or JPEG 2000 file as DG2 holds it. Raises Malformed when it is none, too large or too slow."""
    if len(picture) > MAX_BYTES:
        raise Malformed("portrait: too many bytes")
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        str(_CHILD),
        str(MAX_SIDE),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},
    )
    try:
        async with asyncio.timeout(SECONDS):
            output, _ = await process.communicate(picture)
    except TimeoutError as error:
        raise Malformed("portrait: took too long") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return _pixels(output)


def _pixels(output: bytes) -> Portrait:
    width, height = (int.from_bytes(output[at : at + 2], "big") for at in (0, 2))
    rgb = output[_HEAD:]
    if not 0 < width <= MAX_SIDE or not 0 < height <= MAX_SIDE or len(rgb) != 3 * width * height:
        raise Malformed("portrait: cannot be decoded")
    return Portrait(width, height, rgb)
