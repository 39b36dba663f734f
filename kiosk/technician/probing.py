"""Says what is plugged in and asks it what it is, before anything is configured."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator, Mapping

from drivers import registry
from drivers.discovery import MACHINE, Found, Roots, look
from drivers.ports import DeviceError, DeviceFault
from kiosk.fitting import KINDS, chosen
from kiosk.settings import Settings
from kiosk.technician.finding import Finding

PATIENCE = 4.0
"""Seconds for one driver at one port."""
_PRINTER_BAUDS = (115_200, 9600, 19_200, 38_400)
_NAMES = {kind: name for name, kind in KINDS.items()}

Options = Mapping[str, object]


def list_devices(settings: Settings | None, roots: Roots = MACHINE) -> Iterator[Finding]:
    """What is plugged in, which drivers could serve it, and what the settings use it for."""
    found = look(roots)
    used = _used(settings) if settings else {}
    for one in found:
        name = next((used[path] for path in (one.path, one.node) if path in used), "")
        facts = {**_facts(one), "drivers": ", ".join(f"{kind}/{driver}" for kind, driver in one.drivers.items())}
        yield Finding("found", "in_use" if name else "free", facts, name)
    if not found:
        yield Finding("found", "nothing")


def _used(settings: Settings) -> dict[str, str]:
    """Path → name of the device that the settings use it for."""
    keys = ("port", "device", "at")
    texts = [(str(said.options[key]), name) for name, said in chosen(settings) for key in keys if key in said.options]
    return {text.removeprefix("serial:").removeprefix("file:"): name for text, name in texts}


def _facts(one: Found) -> dict[str, str]:
    who = " ".join(part for part in (one.maker, one.model) if part)
    return {"path": one.path, "node": one.node, "who": who, "usb": one.usb, "serial": one.serial}


async def probe_devices(roots: Roots = MACHINE) -> AsyncIterator[Finding]:
    """Ask every port; a counter scanner only speaks when it scans, so it is what is left when nobody answers."""
    for one in await asyncio.to_thread(look, roots):
        yield await probe(one)


async def probe(one: Found) -> Finding:
    """Ask one port. The printer is asked first: a card reader's greeting would be printed."""
    busy = False
    for kind in ("printer", "card", "document", "code"):
        if kind not in one.drivers or one.drivers[kind] == "serial_scanner":
            continue
        for options in _guesses(kind, one):
            try:
                model = await _opens(kind, one.drivers[kind], options)
            except DeviceError as error:
                busy = busy or error.fault is DeviceFault.BUSY
                continue
            lines = ", ".join(f"{key} = {_toml(value)}" for key, value in options.items())
            facts = {**_facts(one), "driver": one.drivers[kind], "model": model, "options": f"{{ {lines} }}"}
            return Finding("probe", "answered", {**facts, "table": f"devices.{_NAMES[kind]}"}, _NAMES[kind])
    silent = "busy" if busy else "perhaps_scanner" if "code" in one.drivers else "silent"
    return Finding("probe", silent, _facts(one))


def _guesses(kind: str, one: Found) -> Iterator[Options]:
    """Options with which the driver may find its device there."""
    if one.drivers[kind] == "pcsc":
        yield {"reader": one.model}
    elif one.drivers[kind] == "camera":
        yield {"device": one.path}
    elif kind == "card":
        yield {"port": one.path}
    elif "/usb/" in one.node:
        yield {"at": f"file:{one.path}"}
    else:
        yield from ({"at": f"serial:{one.path}", "baud": baud} for baud in _PRINTER_BAUDS)


async def _opens(kind: str, driver: str, options: Options) -> str:
    """Open and close; return what the device calls itself. Raises DeviceError."""
    device = registry.find(kind, driver)(options)
    try:
        async with asyncio.timeout(PATIENCE):
            return (await device.open()).model
    except TimeoutError as error:
        raise DeviceError(DeviceFault.NOT_RESPONDING, "no answer in time") from error
    finally:
        with contextlib.suppress(DeviceError):
            await device.close()


def _toml(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)
