"""Makes the drivers that the settings name; for the assembly and for technicians' tools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from drivers import registry
from drivers.ports import Device
from kiosk.settings import Driver, Settings

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "card_reader": "card",
        "code_scanner": "code",
        "document_camera": "document",
        "receipt_printer": "printer",
        "sound": "sound",
    }
)
"""Name in the settings → folder of the kind."""


def chosen(settings: Settings) -> Iterator[tuple[str, Driver]]:
    """The devices that the settings name, by their name there."""
    for name in KINDS:
        said = getattr(settings.devices, name)
        if said is not None:
            yield name, said


def make(name: str, said: Driver, settings: Settings) -> Device:
    """Make one driver, not yet opened. Raises DeviceError WRONG_SETTINGS."""
    options = dict(said.options)
    if name == "card_reader" and settings.trust_anchors is not None:
        options.setdefault("trust", str(settings.trust_anchors))
    return registry.find(KINDS[name], said.driver)(options)
