"""A driver's options: the model ``Options`` in its folder, which the driver itself and the check of settings use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from drivers.ports import DeviceError, DeviceFault

Baud = Literal[9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600]
"""Speeds of a serial line that every adapter can do."""


class DriverOptions(BaseModel):
    """Frozen, of exact types, nothing misspelt."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=True)

    emulated: bool = False
    """An emulator is behind the port, or nobody hears it: every screen carries the banner. No driver asks."""


Model = TypeVar("Model", bound=DriverOptions)


def checked(model: type[Model], options: Mapping[str, object]) -> Model:
    """Return the options of a settings table. Raises DeviceError WRONG_SETTINGS that names each wrong one."""
    try:
        return model.model_validate(dict(options))
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise DeviceError(DeviceFault.WRONG_SETTINGS, wrong) from error
