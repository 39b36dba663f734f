"""The child that decodes one picture from stdin to stdout and ends (see ``portrait``); imports nothing of the kiosk."""

import io
import resource
import sys
import warnings

MEMORY = 192 * 1024 * 1024
"""Bytes of address space: Python, Pillow and a picture of four million pixels."""
PROCESSOR_SECONDS = 2
MAX_PIXELS = 4_000_000


def limit() -> None:
    """Give up every resource that decoding does not need, before the decoder is loaded."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_NOFILE, 16),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def decode(picture: bytes, side: int) -> bytes:
    """Width and height (two bytes each) and the RGB pixels of a picture no larger than `side`."""
    from PIL import Image  # noqa: PLC0415  only once the limits stand

    warnings.simplefilter("error")  # Pillow only warns of pictures up to twice the limit
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    with Image.open(io.BytesIO(picture), formats=("JPEG2000", "JPEG")) as image:
        image.thumbnail((side, side))
        pixels = image.convert("RGB")
    return pixels.width.to_bytes(2, "big") + pixels.height.to_bytes(2, "big") + pixels.tobytes()


if __name__ == "__main__":
    limit()
    sys.stdout.buffer.write(decode(sys.stdin.buffer.read(), int(sys.argv[1])))
