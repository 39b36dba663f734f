"""Every catalogue that must not be taken is refused by name, and the one in use stays in use."""

import json
from datetime import timedelta

import pytest

from sync.catalogue.errors import CatalogueError, CatalogueFault
from sync.catalogue.publisher import KeyMissing
from tests.sync.catalogue.province import Province

BIRTH = "procedures/birth/procedure.toml"


@pytest.fixture
def in_use(kiosk, province):
    """The kiosk has version 1; version 2 is published."""
    kiosk.refresh()
    province.say(BIRTH, "second")
    province.publish()
    return kiosk


def refused(kiosk, source=None, **how):
    """The fault of an attempt that must fail; what was in use must still be."""
    with pytest.raises(CatalogueError) as caught:
        kiosk.refresh(source, **how)
    assert kiosk.says(BIRTH) == "first"
    assert kiosk.standing().record.refused == caught.value.fault
    return caught.value.fault


@pytest.mark.parametrize("file", ["timestamp.json", "2.snapshot.json", "2.targets.json"])
def test_metadata_changed_without_the_key(in_use, province, file):
    province.forge(file, lambda signed: signed.update(expires="2039-01-01T00:00:00Z"))
    assert refused(in_use) is CatalogueFault.SIGNATURE


def test_a_stranger_s_repository(in_use, tmp_path):
    stranger = Province(tmp_path / "stranger")
    for _ in range(3):
        stranger.publish()
    assert refused(in_use, stranger.repository) is CatalogueFault.SIGNATURE


def test_a_root_that_the_old_root_did_not_sign(in_use, province):
    root = json.loads(province.anchor)
    root["signed"]["version"] = 2
    (province.repository / "metadata" / "2.root.json").write_text(json.dumps(root))
    assert refused(in_use) is CatalogueFault.SIGNATURE


def test_an_older_version_after_a_newer_one_was_seen(kiosk, province, tmp_path):
    kiosk.refresh()
    first = province.copy(tmp_path / "first")
    province.publish(day=1)
    kiosk.refresh()
    assert refused(kiosk, first) is CatalogueFault.OLDER


def test_an_older_version_when_the_metadata_here_were_lost(kiosk, province, tmp_path):
    first = province.copy(tmp_path / "first")
    province.say("groups.toml", "groups = [1]")
    province.publish()
    kiosk.refresh()
    for file in (kiosk.folder / "metadata").glob("*.json"):
        file.unlink()
    assert refused(kiosk, first) is CatalogueFault.OLDER


def test_a_word_whose_time_is_over(in_use):
    in_use.day = 31
    assert refused(in_use) is CatalogueFault.EXPIRED


def test_a_word_whose_time_is_over_by_the_machine_s_own_clock(kiosk, province):
    kiosk.refresh()
    province.publish(day=-60)
    assert refused(kiosk) is CatalogueFault.EXPIRED


def test_a_clock_set_back_does_not_make_an_ended_word_valid(kiosk, province):
    kiosk.day = 20
    kiosk.refresh()
    province.say(BIRTH, "second")
    province.publish(day=1, life=timedelta(days=2))
    kiosk.day = 2
    assert refused(kiosk) is CatalogueFault.EXPIRED


def test_a_file_that_differs_from_its_digest(in_use, province):
    (file,) = [one for one in (province.repository / "targets").rglob("*.toml") if one.read_text() == "second"]
    file.write_text("2econd")
    assert refused(in_use) is CatalogueFault.DAMAGED


def test_a_file_longer_than_announced(in_use, province):
    (file,) = [one for one in (province.repository / "targets").rglob("*.toml") if one.read_text() == "second"]
    file.write_text("second" * 1000)
    assert refused(in_use) is CatalogueFault.TOO_LARGE


def test_a_file_that_is_not_there(in_use, province):
    for file in (province.repository / "targets").rglob("*.toml"):
        file.unlink()
    assert refused(in_use) is CatalogueFault.UNREACHABLE


def test_endless_metadata(in_use, province):
    (province.repository / "metadata" / "timestamp.json").write_bytes(b" " * 100_000)
    assert refused(in_use) is CatalogueFault.TOO_LARGE


def test_metadata_nested_ten_thousand_deep(in_use, province):
    (province.repository / "metadata" / "timestamp.json").write_bytes(b"[" * 8000)
    assert refused(in_use) is CatalogueFault.SIGNATURE


@pytest.mark.parametrize(
    "name",
    [
        "../escaped.toml",
        "procedures/../../escaped.toml",
        "/etc/kiosk.toml",
        "procedures//x.toml",
        "procedures/.hidden.toml",
        "procedures/x.py",
        "procedures/x.qml",
        "kiosk/assembly.toml",
        "evil.toml",
        "procedures",
        "procedures\\x.toml",
        "forms/a\x00.toml",
        "forms/\u202etoml.toml",
        "forms/a/b/c/d/e/f/g.toml",
        "forms/" + "a" * 101 + ".toml",
    ],
)
def test_a_name_that_leads_elsewhere_though_signed(in_use, province, name):
    province.sign_list({name: 3})
    assert refused(in_use) is CatalogueFault.NAME


def test_a_name_that_is_a_file_and_a_folder(in_use, province):
    province.sign_list({"forms/a.json": 3, "forms/a.json/b.json": 3})
    assert refused(in_use) is CatalogueFault.NAME


@pytest.mark.parametrize(
    "announced",
    [
        {"forms/huge.json": 9 * 1024 * 1024},
        {f"forms/{number}.json": 7 * 1024 * 1024 for number in range(20)},
        {f"forms/{number}.json": 1 for number in range(5_001)},
    ],
    ids=["a huge file", "huge together", "too many"],
)
def test_more_than_any_honest_catalogue(in_use, province, announced):
    province.sign_list(announced)
    assert refused(in_use) is CatalogueFault.TOO_LARGE


def test_content_that_this_program_cannot_serve_then_content_that_it_can(in_use, province):
    fault = refused(in_use, examine=lambda root: ["forms/X: kind unknown"])
    assert fault is CatalogueFault.CONTENT
    assert in_use.standing().record.detail == "forms/X: kind unknown"
    assert in_use.refresh().version == 2
    assert in_use.standing().record.refused == ""


def test_a_link_on_a_stick_that_leads_out_of_it(in_use, province, tmp_path):
    secret = tmp_path / "secret.json"
    secret.write_text("{}")
    timestamp = province.repository / "metadata" / "timestamp.json"
    timestamp.unlink()
    timestamp.symlink_to(secret)
    assert refused(in_use) is CatalogueFault.UNREACHABLE


def test_an_empty_stick(in_use, tmp_path):
    assert refused(in_use, tmp_path) is CatalogueFault.UNREACHABLE


def test_the_publisher_refuses_what_kiosks_would_refuse(province):
    province.say("procedures/x.py", "import os")
    with pytest.raises(CatalogueError, match="name"):
        province.publish()


def test_the_word_is_renewed_without_the_keys_that_sign_content_and_nothing_else_is(province):
    for role in ("root", "targets"):
        (province.source.parent / "keys" / f"{role}.pem").unlink()
    assert not province.publish(day=1).changed
    province.say(BIRTH, "second")
    with pytest.raises(KeyMissing):
        province.publish(day=1)


def test_private_keys_are_readable_by_their_owner_only(province):
    modes = {file.stat().st_mode & 0o777 for file in (province.source.parent / "keys").iterdir()}
    assert modes == {0o600}
