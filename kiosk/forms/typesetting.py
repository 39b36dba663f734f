"""Sets a form's ``print.typ`` with Typst as PDF/A (ISO 19005-2 level B)."""

from __future__ import annotations

from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path

import typst

from kiosk.forms.errors import FormError

FONT_FOLDER = Path("/usr/share/fonts/truetype/noto")
"""Debian package fonts-noto-core."""
FONT_FAMILY = "Noto Serif"
_STANDARD: typst.PDFStandard = "a-2b"
_COMPILERS = 32
"""Kept at once: every new version of the catalogue brings its forms in a folder of its own."""


class PaperError(FormError):
    """The form's ``print.typ`` cannot be set, or the fonts are not installed."""


def typeset(folder: Path, data: str, on: datetime) -> bytes:
    """Set the paper of a form folder with `data` as ``sys.inputs.data``. Raises PaperError."""
    inputs = {"data": data}
    try:
        made = _compiler(folder).compile(format="pdf", sys_inputs=inputs, pdf_standards=[_STANDARD], timestamp=on)
    except typst.TypstError as error:
        raise PaperError(f"{folder.name}/print.typ: {error.message}") from error
    if not isinstance(made, bytes):
        raise PaperError(f"{folder.name}/print.typ: nothing was set")
    return made


@cache
def _fonts() -> typst.Fonts:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)])
    if FONT_FAMILY not in fonts.families():
        raise PaperError(f"{FONT_FAMILY} is not in {FONT_FOLDER}: install fonts-noto-core")
    return fonts


@lru_cache(maxsize=_COMPILERS)
def _compiler(folder: Path) -> typst.Compiler:
    """One compiler a form; packages are looked for inside the form folder only, so nothing is ever fetched."""
    return typst.Compiler(
        str(folder / "print.typ"),
        root=str(folder.parent),
        font_paths=_fonts(),
        package_path=str(folder),
        package_cache_path=str(folder),
    )
