"""Thermal receipt printers that speak ESC/POS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator

from drivers.options import Baud, DriverOptions, checked
from drivers.ports import DeviceError
from drivers.printer.escpos.line import Address
from drivers.printer.escpos.printer import EscposPrinter


def _address(text: str) -> str:
    try:
        Address.parse(text, 0)
    except DeviceError as error:
        raise ValueError(error.detail) from error
    return text


class Options(DriverOptions):
    """See the README."""

    at: Annotated[str, AfterValidator(_address)]
    baud: Baud = 115_200
    width: Literal[576, 384] = 576
    mute: bool = False


def create(options: Mapping[str, object]) -> EscposPrinter:
    """Make the printer of a settings table. Raises DeviceError WRONG_SETTINGS."""
    said = checked(Options, options)
    return EscposPrinter(Address.parse(said.at, said.baud), said.width, mute=said.mute)
