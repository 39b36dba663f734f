"""Drivers are found by the name of their folder, and only drivers are."""

from __future__ import annotations

import subprocess
import sys

import pytest

from drivers import registry
from drivers.ports import CardReader, DeviceError, DeviceFault


def test_the_card_drivers_are_found_by_folder() -> None:
    assert set(registry.names("card")) == {"apdu_tcp", "pcsc", "pn532", "simulated"}


@pytest.mark.parametrize(
    ("name", "options"),
    [("apdu_tcp", {"address": "127.0.0.1:1"}), ("pcsc", {}), ("pn532", {"port": "/dev/ttyS9"}), ("simulated", {})],
)
def test_every_card_driver_is_a_card_reader(name: str, options: dict[str, object]) -> None:
    assert isinstance(registry.find("card", name)(options), CardReader)


def test_a_driver_is_found_without_its_siblings() -> None:
    asked = "import sys; from drivers import registry; registry.find('card', 'pn532'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True).stdout.split()
    assert "drivers.card.pn532" in loaded and "drivers.card.simulated" not in loaded


@pytest.mark.parametrize(("kind", "name"), [("card", "emrtd"), ("card", "nothing"), ("toaster", "simulated")])
def test_what_is_no_driver_is_not_found(kind: str, name: str) -> None:
    with pytest.raises(DeviceError) as refused:
        registry.find(kind, name)
    assert refused.value.fault is DeviceFault.WRONG_SETTINGS


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("pn532", {}),
        ("pn532", {"port": 5}),
        ("pn532", {"port": "/dev/ttyS9", "baud": "fast"}),
        ("pn532", {"port": "/dev/ttyS9", "trust": 5}),
        ("apdu_tcp", {"address": "nowhere"}),
        ("pcsc", {"reader": 1}),
    ],
)
def test_options_that_cannot_be_right_are_refused_at_once(name: str, options: dict[str, object]) -> None:
    with pytest.raises(DeviceError) as refused:
        registry.find("card", name)(options)
    assert refused.value.fault is DeviceFault.WRONG_SETTINGS
