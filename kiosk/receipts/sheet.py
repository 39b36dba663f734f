"""Draws black words and codes on a strip of paper, from top to bottom, one printer dot a pixel.

Everything is written in Vietnamese and, smaller below it, in the citizen's language where that says it otherwise.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import qrcode
from PIL import Image, ImageDraw, ImageFont

from drivers.ports import Bitmap
from kiosk.language.words import VIETNAMESE, Line, Words

DOTS_PER_MM = 8
"""203 dpi, the pitch of receipt printers."""

SMALLEST = 24
"""Dots of the smallest letters: 3 mm (design reference §9)."""

_MARGIN = 16
_STEP = 8
"""Dots by which lines are narrowed until they are even."""
_TALLEST = 6000
"""Dots: 75 cm of paper, far more than any slip; what would stand below is not printed."""
_LONGEST = 2_000
"""Characters of one paragraph; what comes from outside may have no end."""
_LEADING = 1.36
"""Line height in em; under 1.3 the marks of Ể and ặ touch (design reference §3)."""
_FONTS = Path("/usr/share/fonts/truetype/noto")
"""Where Debian's fonts-noto-core puts Noto Sans."""
_SMALLEST_CODE = 33 * DOTS_PER_MM
_SMALLEST_MODULE = 4
"""Dots of a QR module: half a millimetre, for the cameras of old phones."""
_LARGEST_MODULE = 6
_INK = 0
_SECOND = 0.85
"""Size of the second language beside the first, as far as that stays readable."""


class Sheet:
    """A strip of paper of a given width; every call adds below what stands already."""

    def __init__(self, width: int, say: Words = VIETNAMESE) -> None:
        self.width = width
        self._say = say
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

    def head(self, centre: Line, title: Line) -> None:
        """Begin a page: whose it is, and what it is."""
        self.line(centre, 25, bold=True, centred=True)
        self.space(14)
        self.title(title, 38)

    def title(self, text: Line, size: int) -> None:
        """Write one bold centred line, smaller when it would not fit: numbers and titles are never broken."""
        words = _one_line(str(text))
        while size > SMALLEST and _font(size, bold=True).getlength(words) > self.room:
            size -= 1
        self.line(text, size, bold=True, centred=True)

    def line(self, text: Line, size: int, *, bold: bool = False, centred: bool = False, indent: int = 0) -> None:
        """Write a paragraph, broken at spaces (centred: into even lines); a word wider than the paper is broken too."""
        self._paragraph(str(text), _font(size, bold=bold), centred, indent)
        second = self._second(text)
        if second:
            self._paragraph(second, _font(_second_size(size), bold=False), centred, indent)

    def _second(self, text: Line) -> str:
        """The text in the citizen's language; "" where that says the same."""
        said = self._say(text)
        return "" if said == str(text) else said

    def _paragraph(self, text: str, font: ImageFont.FreeTypeFont, centred: bool, indent: int) -> None:
        parts = _evenly_broken(text, font, self.room) if centred else _broken(text, font, self.room - indent)
        for part in parts:
            left = (self.width - font.getlength(part)) / 2 if centred else _MARGIN + indent
            self._write(part, left, font)

    def item(self, mark: str, text: Line, size: int, *, indent: int) -> None:
        """Write a paragraph that hangs beside its mark."""
        top = self._y
        self.line(mark, size)
        self._y = top
        self.line(text, size, indent=indent)

    def tick_box(self, text: Line, size: int, *, indent: int) -> None:
        """Write a paragraph beside an empty box to tick by hand."""
        side, top = round(size * 0.75), self._y + round(size * 0.4)
        self._pen.rectangle((_MARGIN, top, _MARGIN + side, top + side), outline=_INK, width=3)
        self.line(text, size, indent=indent)

    def banner(self, text: Line, size: int) -> None:
        """Write bold white on a black bar, as wide as the paper allows."""
        fonts = {str(text): _font(size, bold=True), self._second(text): _font(_second_size(size), bold=False)}
        lines = [(part, font) for said, font in fonts.items() if said for part in self._in_bar(said, font)]
        height = sum(round(font.size * _LEADING) for _, font in lines) + 24
        self._pen.rectangle((_MARGIN, self._y, self.width - _MARGIN - 1, self._y + height - 1), fill=_INK)
        below = self._y + height
        self._y += 12
        for part, font in lines:
            self._write(part, (self.width - font.getlength(part)) / 2, font, ink=255)
        self._y = below

    def _in_bar(self, text: str, font: ImageFont.FreeTypeFont) -> list[str]:
        return _evenly_broken(text, font, self.room - 2 * _MARGIN)

    def pair(self, label: Line, values: Iterable[Line], size: int, *, label_width: int) -> None:
        """Write a label and, beside it in bold, its values; on narrow paper they stand below."""
        beside = self.width >= 3 * label_width
        top = self._y
        self.line(label, size)
        after_label = self._y
        if beside:
            self._y = top
        for value in values:
            self.line(value, size, bold=True, indent=label_width if beside else 0)
        self._y = max(self._y, after_label)

    def rule(self) -> None:
        """Draw a dashed line across, with room around it."""
        self._y += 12
        for left in range(_MARGIN, self.width - _MARGIN, 16):
            self._pen.rectangle((left, self._y, min(left + 9, self.width - _MARGIN - 1), self._y + 2), fill=_INK)
        self._y += 15

    def code(self, text: str) -> None:
        """Draw a QR code of at least 33 mm, with its quiet zone, centred. Raises ValueError when it cannot fit."""
        modules = _modules(text, qrcode.ERROR_CORRECT_M)
        inner = len(modules) - 8
        dot = max(_SMALLEST_MODULE, -(-_SMALLEST_CODE // inner))
        if dot * len(modules) > self.width:
            raise ValueError(f"a QR code of {inner} modules does not fit {self.width} dots")
        self._draw_code(modules, dot)

    def fits(self, text: str) -> bool:
        """True when `dense_code` can draw a text on this paper; an empty one is nothing to draw."""
        return bool(text) and self.width // len(_modules(text, qrcode.ERROR_CORRECT_L)) >= _SMALLEST_MODULE

    def dense_code(self, text: str) -> None:
        """Draw a QR code for the desk's own scanner: least redundancy, as large as the paper allows. See `fits`."""
        modules = _modules(text, qrcode.ERROR_CORRECT_L)
        self._draw_code(modules, min(self.width // len(modules), _LARGEST_MODULE))

    def _draw_code(self, modules: list[list[bool]], dot: int) -> None:
        left = (self.width - dot * len(modules)) // 2
        for row, cells in enumerate(modules):
            for column, dark in enumerate(cells):
                if dark:
                    x, y = left + column * dot, self._y + row * dot
                    self._pen.rectangle((x, y, x + dot - 1, y + dot - 1), fill=_INK)
        self._y += dot * len(modules)

    def bitmap(self) -> Bitmap:
        """Return what was drawn, cut below the last line: one bit a dot, no grey."""
        page = self._image.crop((0, 0, self.width, min(self._y + _MARGIN, _TALLEST)))
        one_bit = page.point(lambda grey: 255 if grey >= 144 else 0, "1")
        return Bitmap(page.width, page.height, one_bit.tobytes("raw", "1;I"))  # inverted: 1 is black

    def _write(self, text: str, left: float, font: ImageFont.FreeTypeFont, ink: int = _INK) -> None:
        self._pen.text((round(left), self._y), text, fill=ink, font=font)
        self._y += round(font.size * _LEADING)


def _modules(text: str, correction: int) -> list[list[bool]]:
    """A QR code with its quiet zone (ISO/IEC 18004 §6.3.8), True for dark."""
    drawing = qrcode.QRCode(error_correction=correction, border=4)
    drawing.add_data(text)
    drawing.make(fit=True)
    return drawing.get_matrix()


def fonts_missing() -> list[str]:
    """The files of Noto Sans that are not installed; slips and screen need them all."""
    return [name for name in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf") if not (_FONTS / name).is_file()]


def _second_size(size: int) -> int:
    return max(SMALLEST, round(size * _SECOND))


@cache
def _font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    """Return Noto Sans. Raises OSError where the package fonts-noto-core is not installed."""
    file = _FONTS / f"NotoSans-{'Bold' if bold else 'Regular'}.ttf"
    return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)


def _one_line(text: str) -> str:
    """The text without line breaks and other control characters; a no-break space stays what it is."""
    return "".join(" " if unicodedata.category(letter)[0] == "C" else letter for letter in text[:_LONGEST])


class _Measure:
    """Widths of texts in one font; words are measured once, and forgotten with the paragraph."""

    def __init__(self, font: ImageFont.FreeTypeFont) -> None:
        self._font = font
        self._widths: dict[str, float] = {}

    def __call__(self, words: str) -> float:
        parts = words.split(" ")
        return sum(self._word(part) for part in parts) + self._word(" ") * (len(parts) - 1)

    def _word(self, word: str) -> float:
        if word not in self._widths:
            self._widths[word] = self._font.getlength(word)
        return self._widths[word]


def _evenly_broken(text: str, font: ImageFont.FreeTypeFont, room: float) -> list[str]:
    """Break a text into as few lines as fit, and these as even as they get: no single word on the last one."""
    width = _Measure(font)
    lines = _fitted(text, width, room)
    for narrower in range(int(room) - _STEP, 0, -_STEP):
        tighter = _fitted(text, width, narrower)
        if len(tighter) > len(lines) or any(width(line) > narrower for line in tighter):
            break
        lines = tighter
    return lines


def _broken(text: str, font: ImageFont.FreeTypeFont, room: float) -> list[str]:
    return _fitted(text, _Measure(font), room)


def _fitted(text: str, width: _Measure, room: float) -> list[str]:
    lines = [""]
    for word in _one_line(text).split(" "):
        longer = f"{lines[-1]} {word}".strip(" ")
        if width(longer) <= room:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        lines[-1:] = _pieces(word, width, room)
    return lines


def _pieces(word: str, width: _Measure, room: float) -> list[str]:
    """Cut a word that is wider than the paper; one that fits stays whole."""
    pieces = [word]
    while width(pieces[-1]) > room and len(pieces[-1]) > 1:
        rest = pieces.pop()
        cut = next(length for length in range(len(rest) - 1, 0, -1) if length == 1 or width(rest[:length]) <= room)
        pieces += [rest[:cut], rest[cut:]]
    return pieces
