"""A flatbed scanner through SANE's `scanimage`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from drivers.document.scanner.flatbed import Flatbed
from drivers.options import DriverOptions, checked


class Options(DriverOptions):
    """See the README."""

    device: Annotated[str, Field(pattern=r"^([^-].*)?$")] = ""
    """A name as ``scanimage -L`` prints it; empty for the first one found."""


def create(options: Mapping[str, object]) -> Flatbed:
    """Make the scanner. Raises DeviceError WRONG_SETTINGS."""
    return Flatbed(checked(Options, options).device)
