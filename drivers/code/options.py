"""A driver's options: the settings' table laid over the driver's defaults, refused by name when it cannot be right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from drivers.ports import DeviceError, DeviceFault

Value = TypeVar("Value", str, int, float, bool)


class Options:
    """Options whose names and types are those of the defaults."""

    def __init__(self, given: Mapping[str, object], defaults: Mapping[str, object]) -> None:
        for name, value in given.items():
            if name not in defaults:
                raise DeviceError(DeviceFault.WRONG_SETTINGS, f"no such option: {name}")
            if type(value) is not type(defaults[name]):
                raise DeviceError(DeviceFault.WRONG_SETTINGS, f"option {name} = {value!r}")
        self._said = {**defaults, **given}

    def get(self, name: str, kind: type[Value]) -> Value:
        """Return an option; it has the type of its default."""
        value = self._said[name]
        assert isinstance(value, kind), name
        return value
