"""Draws black words and codes on a strip of paper, from top to bottom, one printer dot a pixel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import qrcode
from PIL import Image, ImageDraw, ImageFont

from drivers.ports import Bitmap

DOTS_PER_MM = 8
"""203 dpi, the pitch of receipt printers."""

SMALLEST = 24
"""Dots of the smallest letters: 3 mm (design reference §9)."""

_MARGIN = 16
_STEP = 8
"""Dots by which lines are narrowed until they are even."""
_TALLEST = 6000
"""Dots: 75 cm of paper, far more than any slip."""
_LEADING = 1.36
"""Line height in em; under 1.3 the marks of Ể and ặ touch (design reference §3)."""
_FONTS = Path("/usr/share/fonts/truetype/noto")
"""Where Debian's fonts-noto-core puts Noto Sans."""
_SMALLEST_CODE = 33 * DOTS_PER_MM
_SMALLEST_MODULE = 4
"""Dots of a QR module: half a millimetre, for the cameras of old phones."""
_INK = 0


class Sheet:
    """A strip of paper of a given width; every call adds below what stands already."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._image = Image.new("L", (width, _TALLEST), 255)
        self._pen = ImageDraw.Draw(self._image)
        self._y = _MARGIN

    @property
    def room(self) -> int:
        """Dots between the margins."""
        return self.width - 2 * _MARGIN

    def space(self, dots: int) -> None:
        """Leave room."""
        self._y += dots

    def title(self, text: str, size: int) -> None:
        """Write one bold centred line, smaller when it would not fit: numbers and titles are never broken."""
        while size > SMALLEST and _font(size, bold=True).getlength(text) > self.room:
            size -= 1
        self.line(text, size, bold=True, centred=True)

    def line(self, text: str, size: int, *, bold: bool = False, centred: bool = False, indent: int = 0) -> None:
        """Write a paragraph, broken at spaces (centred: into even lines); a word wider than the paper is broken too."""
        font = _font(size, bold=bold)
        parts = _evenly_broken(text, font, self.room) if centred else _broken(text, font, self.room - indent)
        for part in parts:
            left = (self.width - font.getlength(part)) / 2 if centred else _MARGIN + indent
            self._write(part, left, font)

    def item(self, mark: str, text: str, size: int, *, indent: int) -> None:
        """Write a paragraph that hangs beside its mark."""
        top = self._y
        self.line(mark, size)
        self._y = top
        self.line(text, size, indent=indent)

    def banner(self, text: str, size: int) -> None:
        """Write bold white on a black bar, as wide as the paper allows."""
        font = _font(size, bold=True)
        parts = _evenly_broken(text, font, self.room - 2 * _MARGIN)
        height = round(len(parts) * size * _LEADING) + 24
        self._pen.rectangle((_MARGIN, self._y, self.width - _MARGIN - 1, self._y + height - 1), fill=_INK)
        below = self._y + height
        self._y += 12
        for part in parts:
            self._write(part, (self.width - font.getlength(part)) / 2, font, ink=255)
        self._y = below

    def pair(self, label: str, value: str, size: int, *, label_width: int) -> None:
        """Write a label and, beside it in bold, its value; on narrow paper the value stands below."""
        beside = self.width >= 3 * label_width
        top = self._y
        self.line(label, size)
        after_label = self._y
        if beside:
            self._y = top
        for paragraph in value.split("\n"):
            self.line(paragraph, size, bold=True, indent=label_width if beside else 0)
        self._y = max(self._y, after_label)

    def rule(self) -> None:
        """Draw a dashed line across, with room around it."""
        self._y += 12
        for left in range(_MARGIN, self.width - _MARGIN, 16):
            self._pen.rectangle((left, self._y, min(left + 9, self.width - _MARGIN - 1), self._y + 2), fill=_INK)
        self._y += 15

    def code(self, text: str) -> None:
        """Draw a QR code of at least 33 mm, with its quiet zone, centred. Raises ValueError when it cannot fit."""
        drawing = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=4)
        drawing.add_data(text)
        drawing.make(fit=True)
        modules = drawing.get_matrix()
        inner = len(modules) - 8
        dot = max(_SMALLEST_MODULE, -(-_SMALLEST_CODE // inner))
        if dot * len(modules) > self.width:
            raise ValueError(f"a QR code of {inner} modules does not fit {self.width} dots")
        left = (self.width - dot * len(modules)) // 2
        for row, cells in enumerate(modules):
            for column, dark in enumerate(cells):
                if dark:
                    x, y = left + column * dot, self._y + row * dot
                    self._pen.rectangle((x, y, x + dot - 1, y + dot - 1), fill=_INK)
        self._y += dot * len(modules)

    def bitmap(self) -> Bitmap:
        """Return what was drawn, cut below the last line: one bit a dot, no grey."""
        page = self._image.crop((0, 0, self.width, self._y + _MARGIN))
        black_is_one = page.point(lambda grey: 255 if grey < 144 else 0, "1")
        return Bitmap(page.width, page.height, black_is_one.tobytes())

    def _write(self, text: str, left: float, font: ImageFont.FreeTypeFont, ink: int = _INK) -> None:
        self._pen.text((round(left), self._y), text, fill=ink, font=font)
        self._y += round(font.size * _LEADING)


@cache
def _font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    """Return Noto Sans. Raises OSError where the package fonts-noto-core is not installed."""
    return ImageFont.truetype(str(_FONTS / f"NotoSans-{'Bold' if bold else 'Regular'}.ttf"), size)


def _evenly_broken(text: str, font: ImageFont.FreeTypeFont, room: float) -> list[str]:
    """Break a text into as few lines as fit, and these as even as they get: no single word on the last one."""
    lines = _broken(text, font, room)
    for narrower in range(int(room) - _STEP, 0, -_STEP):
        tighter = _broken(text, font, narrower)
        if len(tighter) > len(lines) or any(font.getlength(line) > narrower for line in tighter):
            break
        lines = tighter
    return lines


def _broken(text: str, font: ImageFont.FreeTypeFont, room: float) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip(" ")
        if font.getlength(longer) <= room:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if font.getlength(lines[-1] + letter) > room:
                lines.append("")
            lines[-1] += letter
    return lines
