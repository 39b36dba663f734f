"""Every driver folder is a driver: importable, with a factory, and described."""

from pathlib import Path

import pytest

import drivers
from drivers import registry
from drivers.options import DriverOptions

ROOT = Path(drivers.__file__).parent
KINDS = [folder.name for folder in sorted(ROOT.iterdir()) if folder.is_dir() and registry.names(folder.name)]
FOUND = [(kind, name) for kind in KINDS for name in registry.names(kind)]


def test_every_kind_of_the_ports_has_drivers():
    assert {"card", "code", "printer"} <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_simulated_driver(kind):
    assert "simulated" in registry.names(kind)


@pytest.mark.parametrize(("kind", "name"), FOUND)
def test_a_driver_is_found_by_its_folder_name_and_says_what_it_was_tested_on(kind, name):
    assert callable(registry.find(kind, name))
    assert issubclass(registry.options(kind, name), DriverOptions)
    assert any((folder / "README.md").is_file() for folder in (ROOT / kind / name, ROOT / kind))
