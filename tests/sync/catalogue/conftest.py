"""A province and a kiosk for each test."""

import pytest

from tests.sync.catalogue.province import Province, Taker


@pytest.fixture
def province(tmp_path):
    province = Province(tmp_path / "province")
    province.say("procedures/birth/procedure.toml", "first")
    province.publish()
    return province


@pytest.fixture
def kiosk(tmp_path, province):
    return Taker(tmp_path / "kiosk", province)
