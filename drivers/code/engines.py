"""The two kept engines, zxing-cpp and zbar: a grey picture in, exact UTF-8 texts out.

The encoding trap: Vietnamese text stands in a QR code as UTF-8 without an ECI header, and zbar then guesses SJIS,
Latin-1 or Big5 for certain names. Both engines are therefore asked for the bytes, and the bytes are UTF-8 or nothing
(zxing-cpp's own reading serves only where the code itself declares another encoding).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from ctypes import c_void_p, cast, string_at
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import zxingcpp
from pyzbar import wrapper as zbar

from drivers.picture import Picture

Quad: TypeAlias = tuple[tuple[float, float], ...]
"""Corners of a code in pixels of the picture."""

_QR = int(zbar.ZBarSymbol.QRCODE)
_ALL_SYMBOLS = 0  # zbar.h: ZBAR_NONE addresses every symbology
_CFG_BINARY, _CFG_TEST_INVERTED = 4, 0x81  # zbar.h, libzbar ≥ 0.23.1; pyzbar's enum lacks both
_Y800 = int.from_bytes(b"Y800", "little")


@dataclass(frozen=True, slots=True)
class Decoded:
    """One code that was read."""

    text: str = field(repr=False)
    quad: Quad
    engine: str
    """Engine and the filter before it, such as ``zxing`` or ``zbar+double``."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What zxing-cpp says of a picture: codes it read, and outlines of codes that it found but could not read."""

    read: tuple[Decoded, ...]
    unread: tuple[Quad, ...]


def zxing(picture: Picture, thorough: bool = True, label: str = "zxing") -> Sighting:
    """Look for QR codes with zxing-cpp; `thorough` also tries inverted and downscaled pictures."""
    found = zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.BarcodeFormat.QRCodeModel2,  # noise passes for the small kinds, Micro QR and rMQR
        try_invert=thorough,
        try_downscale=thorough,
        return_errors=True,
    )
    read, unread = [], []
    for barcode in found:
        text = _text(barcode) if barcode.valid else ""
        quad = _corners(barcode.position)
        if text:
            read.append(Decoded(text, quad, label))
        else:
            unread.append(quad)
    return Sighting(tuple(read), tuple(unread))


def _text(barcode: Any) -> str:
    """Return the text; ``]Q2``, ``]Q4`` and ``]Q6`` say that the code names its encoding (ISO/IEC 18004 Annex F)."""
    if barcode.symbology_identifier in ("]Q2", "]Q4", "]Q6"):
        return str(barcode.text)
    try:
        return bytes(barcode.bytes).decode("utf-8")
    except UnicodeDecodeError:
        return str(barcode.text)


def _corners(position: Any) -> Quad:
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    return tuple((float(corner.x), float(corner.y)) for corner in corners)


class _Zbar:
    """One zbar scanner, set to QR codes, raw bytes and inverted pictures; not for two threads at once."""

    def __init__(self) -> None:
        self._scanner = zbar.zbar_image_scanner_create()
        for symbol, config, value in (
            (_ALL_SYMBOLS, 0, 0),
            (_QR, 0, 1),
            (_QR, _CFG_BINARY, 1),
            (_ALL_SYMBOLS, _CFG_TEST_INVERTED, 1),
        ):
            zbar.zbar_image_scanner_set_config(self._scanner, symbol, config, value)

    def __del__(self) -> None:
        """Give the scanner back to the library."""
        zbar.zbar_image_scanner_destroy(self._scanner)

    def scan(self, grey: Picture, label: str) -> tuple[Decoded, ...]:
        height, width = grey.shape
        pixels = np.ascontiguousarray(grey)
        image = zbar.zbar_image_create()
        try:
            zbar.zbar_image_set_format(image, _Y800)
            zbar.zbar_image_set_size(image, width, height)
            zbar.zbar_image_set_data(image, cast(pixels.ctypes.data, c_void_p), pixels.size, None)
            zbar.zbar_scan_image(self._scanner, image)
            return tuple(_decoded(image, label))
        finally:
            zbar.zbar_image_destroy(image)


def _decoded(image: Any, label: str) -> Iterator[Decoded]:
    symbol = zbar.zbar_image_first_symbol(image)
    while symbol:
        data = string_at(zbar.zbar_symbol_get_data(symbol), zbar.zbar_symbol_get_data_length(symbol))
        corners = range(zbar.zbar_symbol_get_loc_size(symbol))
        quad = tuple(
            (float(zbar.zbar_symbol_get_loc_x(symbol, n)), float(zbar.zbar_symbol_get_loc_y(symbol, n)))
            for n in corners
        )
        with suppress(UnicodeDecodeError):  # no guess: zxing-cpp reads codes that declare another encoding
            yield Decoded(data.decode("utf-8"), quad, label)
        symbol = zbar.zbar_symbol_next(symbol)


_scanners = threading.local()


def zbar_scan(grey: Picture, label: str = "zbar") -> tuple[Decoded, ...]:
    """Look for QR codes with zbar in a grey picture; callable from any thread."""
    if not hasattr(_scanners, "own"):
        _scanners.own = _Zbar()
    scanner: _Zbar = _scanners.own
    return tuple(code for code in scanner.scan(grey, label) if code.text)
