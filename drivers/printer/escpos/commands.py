"""The few ESC/POS commands that print a picture and ask a printer how it is.

Source: Epson ESC/POS Command Reference, pages of the commands named below. Bits are counted from 0.
"""

from __future__ import annotations

from collections.abc import Iterator

from drivers.ports import Bitmap, DeviceError, DeviceFault, Paper, PrinterStatus

INITIALIZE = b"\x1b@"
"""ESC @: clear the line buffer, default settings."""

FEED_AND_CUT = b"\x1dVB\x00"
"""GS V 66 0: feed to the cutter and cut."""

REPORT_PAPER = b"\x1dr\x01"
"""GS r 1: answered when everything sent before is processed."""

ASK_PRINTER, ASK_OFFLINE_CAUSE, ASK_PAPER = b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04"
"""DLE EOT 1, 2, 4: answered at once, also while offline."""

LARGEST_BAND = 255
"""Rows a raster command: more is refused or garbled by some printers."""


def page_commands(page: Bitmap) -> bytes:
    """Return the whole job: initialise, the picture in bands, cut, and the question whether it was done."""
    return b"".join((INITIALIZE, *_bands(page), FEED_AND_CUT, REPORT_PAPER))


def _bands(page: Bitmap) -> Iterator[bytes]:
    """Yield GS v 0 commands: m = 0 (no scaling), width in bytes and height in dots, little-endian."""
    stride = (page.width + 7) // 8
    for top in range(0, page.height, LARGEST_BAND):
        height = min(LARGEST_BAND, page.height - top)
        header = b"\x1dv0\x00" + stride.to_bytes(2, "little") + height.to_bytes(2, "little")
        yield header + page.rows[top * stride : (top + height) * stride]


def is_status(byte: int) -> bool:
    """True for an answer to DLE EOT: bits 0 and 7 are 0, bits 1 and 4 are 1."""
    return byte & 0x93 == 0x12


def is_paper_report(byte: int) -> bool:
    """True for an answer to GS r 1: bits 4 and 7 are 0 (bits 0–3 say the paper)."""
    return byte & 0x90 == 0x00


def read_status(printer: int, cause: int, paper: int) -> PrinterStatus:
    """Put the answers to DLE EOT 1, 2 and 4 together. Raises DEFECT for an error of the printer (cause, bit 6)."""
    if cause & 0x40:
        raise DeviceError(DeviceFault.DEFECT, "the printer reports an error (cutter, heat or mechanics)")
    return PrinterStatus(online=not printer & 0x08, paper=_paper(paper, cause), cover_open=bool(cause & 0x04))


def _paper(paper: int, cause: int) -> Paper:
    """Bits 5, 6 of DLE EOT 4: end; bits 2, 3: near end. Bit 5 of DLE EOT 2: stopped because of the end."""
    if paper & 0x60 or cause & 0x20:
        return Paper.OUT
    return Paper.NEAR_END if paper & 0x0C else Paper.OK
