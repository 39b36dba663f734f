"""Finds drivers by the name of their folder: ``drivers/<kind>/<name>/`` with ``Options`` and ``create(options)``."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from typing import cast

from drivers.options import DriverOptions
from drivers.ports import Device, DeviceError, DeviceFault

Create = Callable[[Mapping[str, object]], Device]
"""Makes a driver from its options; raises DeviceError WRONG_SETTINGS."""


def find(kind: str, name: str) -> Create:
    """Return the `create` of a driver such as ``find("card", "pn532")``. Raises DeviceError WRONG_SETTINGS."""
    if name not in names(kind):
        raise DeviceError(DeviceFault.WRONG_SETTINGS, f"no {kind} driver named {name}")
    return cast(Create, importlib.import_module(f"drivers.{kind}.{name}").create)


def options(kind: str, name: str) -> type[DriverOptions]:
    """Return the model of a driver's options. Raises DeviceError WRONG_SETTINGS for an unknown driver."""
    find(kind, name)
    return cast(type[DriverOptions], importlib.import_module(f"drivers.{kind}.{name}").Options)


def names(kind: str) -> tuple[str, ...]:
    """The drivers of a kind: its sub-packages that have a `create`. Raises DeviceError WRONG_SETTINGS."""
    try:
        package = importlib.import_module(f"drivers.{kind}")
    except ModuleNotFoundError as error:
        raise DeviceError(DeviceFault.WRONG_SETTINGS, f"no device kind named {kind}") from error
    folders = [module.name for module in pkgutil.iter_modules(package.__path__) if module.ispkg]
    return tuple(name for name in folders if hasattr(importlib.import_module(f"drivers.{kind}.{name}"), "create"))
