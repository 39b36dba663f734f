"""Every driver folder is a driver: importable, with a factory, and described."""

from pathlib import Path

import pytest

from drivers import registry

ROOT = Path(registry.__file__).parent
FOUND = [(kind, name) for kind in registry.kinds() for name in registry.names(kind)]


def test_every_kind_has_a_simulated_driver():
    assert [kind for kind in registry.kinds() if "simulated" not in registry.names(kind)] == []


@pytest.mark.parametrize(("kind", "name"), FOUND)
def test_a_driver_is_found_by_its_folder_name(kind, name):
    assert callable(registry.find(kind, name))
