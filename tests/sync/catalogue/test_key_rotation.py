"""The publisher changes its keys: kiosks follow by themselves, stolen keys are worth nothing afterwards."""

import json
import shutil
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from sync.catalogue.errors import CatalogueError, CatalogueFault
from sync.catalogue.publisher import ROLES, Keys, rotate
from tests.sync.catalogue.province import Taker
from ui.cli import catalogue

BIRTH = "procedures/birth/procedure.toml"


@pytest.fixture
def stolen(province, tmp_path):
    """All keys as they were, in the hands of a thief."""
    shutil.copytree(tmp_path / "province" / "keys", tmp_path / "stolen")
    return Keys(tmp_path / "stolen")


def replaced(province, roles, day=1):
    return rotate(province.repository, province.keys, roles, now=province.begin + timedelta(days=day))


@pytest.mark.parametrize("roles", [ROLES, ("root",), ("timestamp", "snapshot"), ("targets",), ()])
def test_kiosks_follow_to_new_keys_whether_they_knew_the_old_ones_or_not(kiosk, province, tmp_path, roles):
    kiosk.refresh()
    assert replaced(province, roles) == 2
    province.say(BIRTH, "second")
    province.publish(day=2)
    kiosk.day = 3
    newcomer = Taker(tmp_path / "newcomer", province)
    newcomer.day = 3
    for one in (kiosk, newcomer):
        one.refresh()
        assert one.says(BIRTH) == "second"


def test_a_kiosk_that_missed_several_rotations_follows_them_one_after_the_other(kiosk, province):
    kiosk.refresh()
    for day in (1, 2, 3):
        replaced(province, ROLES, day)
    kiosk.day = 4
    kiosk.refresh()
    assert kiosk.says(BIRTH) == "first"


def test_what_a_stolen_key_signs_after_the_rotation_is_refused(kiosk, province, stolen):
    kiosk.refresh()
    replaced(province, ("targets", "snapshot", "timestamp"))
    kiosk.day = 2
    kiosk.refresh()
    province.keys = stolen
    province.say(BIRTH, "forged")
    province.publish(day=3)
    kiosk.day = 3
    with pytest.raises(CatalogueError) as caught:
        kiosk.refresh()
    assert caught.value.fault is CatalogueFault.SIGNATURE
    assert kiosk.says(BIRTH) == "first"


def test_a_stolen_root_key_cannot_make_a_root_of_its_own_after_the_rotation(kiosk, province, stolen):
    kiosk.refresh()
    replaced(province, ("root",))
    kiosk.day = 2
    kiosk.refresh()
    rotate(province.repository, stolen, ROLES, now=province.begin + timedelta(days=2))
    with pytest.raises(CatalogueError) as caught:
        kiosk.refresh()
    assert caught.value.fault is CatalogueFault.SIGNATURE


def test_the_province_rotates_by_command(kiosk, province, tmp_path):
    kiosk.refresh()
    where = ["--keys", str(tmp_path / "province" / "keys"), "--repository", str(province.repository)]
    run = CliRunner().invoke(catalogue.app, ["rotate", *where, "--role", "timestamp", "--json"])
    assert json.loads(run.output) == {"root": 2}
    assert CliRunner().invoke(catalogue.app, ["rotate", *where, "--role", "king"]).exit_code == 2
    kiosk.day = 1
    kiosk.refresh()
