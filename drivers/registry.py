"""Finds drivers by the name of their folder: ``drivers/<kind>/<name>/`` with ``Options`` and ``create(options)``."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import cast

from drivers.options import DriverOptions
from drivers.ports import Device, DeviceError, DeviceFault

Create = Callable[[Mapping[str, object]], Device]
"""Makes a driver from its options; raises DeviceError WRONG_SETTINGS."""


def find(kind: str, name: str) -> Create:
    """Return the `create` of a driver such as ``find("card", "pn532")``. Raises DeviceError WRONG_SETTINGS."""
    return cast(Create, _driver(kind, name).create)


def options(kind: str, name: str) -> type[DriverOptions]:
    """Return the model of a driver's options. Raises DeviceError WRONG_SETTINGS for an unknown driver."""
    return cast(type[DriverOptions], _driver(kind, name).Options)


def names(kind: str) -> tuple[str, ...]:
    """The drivers of a kind: its sub-packages that have a `create`. Raises DeviceError WRONG_SETTINGS."""
    return tuple(name for name in _folders(kind) if hasattr(_folder(kind, name), "create"))


def _driver(kind: str, name: str) -> ModuleType:
    """Import this one driver and none of its siblings, which may need much that this machine never uses."""
    module = _folder(kind, name) if name in _folders(kind) else None
    if module is None or not hasattr(module, "create"):
        raise DeviceError(DeviceFault.WRONG_SETTINGS, f"no {kind} driver named {name}")
    return module


def _folders(kind: str) -> list[str]:
    try:
        package = importlib.import_module(f"drivers.{kind}")
    except ModuleNotFoundError as error:
        raise DeviceError(DeviceFault.WRONG_SETTINGS, f"no device kind named {kind}") from error
    return [module.name for module in pkgutil.iter_modules(package.__path__) if module.ispkg]


def _folder(kind: str, name: str) -> ModuleType:
    return importlib.import_module(f"drivers.{kind}.{name}")
