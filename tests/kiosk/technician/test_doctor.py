"""The self-test: passes on a kiosk that is whole, and finds each thing that is not, with its remedy."""

from __future__ import annotations

import json
import string
from datetime import UTC, datetime, timedelta

import pysqlite3
import pytest
from emulated_kiosk import emulated_kiosk
from typer.testing import CliRunner

from drivers.ports import DeviceFault, Paper
from kiosk.settings import Catalogue
from kiosk.technician import machine, standing
from kiosk.technician.doctor import examine, examine_file
from kiosk.technician.finding import Finding, Level, table
from sync.outbox import Store
from sync.portal import Outcome
from sync.portal_probe import Probe
from sync.unlock import keep_secret
from tests.sync.certificates import CLIENT, Authority
from ui.cli.doctor import app

NOW = datetime.now(UTC)


@pytest.fixture
async def room(tmp_path):
    async with emulated_kiosk(tmp_path) as one:
        yield one


def outcomes(findings):
    return {(one.device or one.topic): one.outcome for one in findings}


async def all_of(settings):
    return [one async for one in examine(settings)]


async def test_a_whole_kiosk_with_emulated_devices_passes(room):
    found = await all_of(room.settings)
    assert [one.plain() for one in found if one.level is Level.BAD] == []
    said = outcomes(found)
    assert said["portal"] == "ok"
    assert said["card_reader"] == "simulated"
    assert said["receipt_printer"] == "simulated"
    assert said["database"] == "new"
    assert said["sound"] == "not_set"


async def test_devices_that_are_away_or_empty_are_named(room):
    room.reader.stop()
    room.printer.paper = Paper.OUT
    said = outcomes(await all_of(room.settings))
    assert said["card_reader"] == "not_connected"
    assert said["receipt_printer"] == "paper_out"


async def test_a_portal_that_is_down_is_a_warning_since_a_kiosk_works_offline(room):
    room.portal.stop()
    found = [one for one in await all_of(room.settings) if one.topic == "portal"]
    assert [(one.outcome, one.level) for one in found] == [("name", Level.OK), ("portal_away", Level.WARN)]


async def test_a_clock_that_is_off_is_told_by_the_portal(room):
    later = (datetime.now(UTC) + timedelta(days=400)).timestamp()
    _, found, answered = standing.check_portal(room.settings, lambda: later)
    assert (found.outcome, answered.outcome) == ("skew", "ok")
    assert int(found.facts["seconds"]) == pytest.approx(400 * 86400, abs=10)


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (Outcome.NAME_NOT_FOUND, ["name_not_found"]),
        (Outcome.CERTIFICATE, ["name", "certificate"]),
        (Outcome.NOT_ENROLLED, ["name", "secure", "not_enrolled"]),
        (None, ["name", "secure", "clock", "ok"]),
    ],
)
def test_the_way_to_the_portal_is_told_step_by_step_as_far_as_it_came(outcome, told):
    address = "" if outcome is Outcome.NAME_NOT_FOUND else "192.0.2.7"
    said = Probe(outcome, 38.0, None if outcome else 0.4, address)
    assert [one.outcome for one in standing.told_of_portal(said, "https://portal.example")] == told


async def test_anchors_are_looked_for_where_card_readers_find_them(room, tmp_path):
    own, brought = tmp_path / "own", room.settings.state / "catalogue" / "7" / "trust"
    for folder in (own, brought):
        folder.mkdir(parents=True)
    settings = room.settings.model_copy(update={"trust": own})
    assert outcomes(standing.check_trust(settings)) == {"trust": "none"}
    (own / "csca.cer").touch()
    assert outcomes(standing.check_trust(settings)) == {"trust": "ok"}
    signed = settings.model_copy(update={"catalogue": Catalogue(root=tmp_path / "root.json")})
    assert outcomes(standing.check_trust(signed)) == {"trust": "ok"}  # the publisher has sent none yet
    (room.settings.state / "catalogue" / "current").symlink_to(brought.parent)
    assert outcomes(standing.check_trust(signed)) == {"trust": "none"}  # and now an empty list, which counts
    (brought / "csca.cer").touch()
    assert outcomes(standing.check_trust(signed)) == {"trust": "signed"}
    signed.trust_anchors.symlink_to(own)  # the visits are still served by what was there before
    assert outcomes(standing.check_trust(signed)) == {"trust": "ok"}


async def test_a_clock_before_the_last_stored_dossier_is_wrong(room, monkeypatch):
    folder = room.settings.state / "outbox"
    Store(folder).close()
    (found,) = machine.check_clock(room.settings)
    assert found.outcome == "ok"
    monkeypatch.setattr(machine, "_newest", lambda _: (NOW + timedelta(days=400)).timestamp())
    (found,) = machine.check_clock(room.settings)
    assert found.outcome == "wrong"


async def test_a_damaged_queue_is_found_and_not_touched(room):
    folder = room.settings.state / "outbox"
    Store(folder).close()
    assert outcomes(standing.check_database(room.settings)) == {"database": "ok"}
    file = folder / "outbox.db"
    spoiled = bytearray(file.read_bytes())
    spoiled[100:4096] = bytes(3996)
    file.write_bytes(spoiled)
    assert outcomes(standing.check_database(room.settings)) == {"database": "damaged"}
    assert file.read_bytes() == bytes(spoiled)


async def test_an_old_sqlite_is_refused(room, monkeypatch):
    monkeypatch.setattr(pysqlite3, "sqlite_version_info", (3, 40, 1))
    assert outcomes(standing.check_database(room.settings)) == {"database": "old_sqlite"}


async def test_missing_keys_and_keys_that_others_can_read_fail(room):
    assert outcomes(standing.check_keys(room.settings)) == {"keys": "ok"}
    key = room.settings.state / "keys" / "K07-slip-1.key"
    key.chmod(0o644)
    assert outcomes(standing.check_keys(room.settings)) == {"keys": "readable"}
    key.unlink()
    assert outcomes(standing.check_keys(room.settings)) == {"keys": "missing"}


async def test_a_key_for_unlocking_by_telephone_is_looked_for(room):
    assert outcomes(standing.check_unlock(room.settings)) == {"unlock": "none"}
    keep_secret(room.settings.state / "keys", "K07", bytes(32))
    assert outcomes(standing.check_unlock(room.settings)) == {"unlock": "ok"}


@pytest.mark.parametrize(("days", "outcome"), [(-2, "ok"), (0.5, "soon"), (2, "expired")])
async def test_days_of_the_certificate_are_counted(room, tmp_path, days, outcome):
    """A certificate of the test authority lasts one day more."""
    pair = Authority(tmp_path, "ours").issue("kiosk", CLIENT)
    portal = room.settings.portal.model_copy(update={"certificate": pair.certificate})
    enrolled = room.settings.model_copy(update={"portal": portal})
    now = NOW + timedelta(days=days if days > 0 else -40)
    assert outcomes(standing.check_certificate(enrolled, now)) == {"certificate": outcome}


async def test_a_disk_below_the_mark_closes_the_kiosk(room, monkeypatch):
    for free, outcome in ((10, "full"), (500, "low"), (5000, "ok")):
        monkeypatch.setattr(machine.shutil, "disk_usage", lambda _, free=free: type("U", (), {"free": free * 2**20}))
        assert outcomes(machine.check_disk(room.settings)) == {"disk": outcome}


def test_a_library_that_does_not_load_is_named(monkeypatch):
    monkeypatch.setattr(machine, "_NATIVE", ("no_such_library.part",))
    assert [one.facts["names"] for one in machine.check_libraries()] == ["no_such_library"]


async def test_every_problem_of_the_settings_is_said_and_ends_the_test(tmp_path):
    file = tmp_path / "kiosk.toml"
    file.write_text('kiosk = "07"\n')
    found = [one async for one in examine_file(file)]
    assert len([one for one in found if one.level is Level.BAD]) >= 3
    assert {one.topic for one in found} == {"version", "config"}


def test_the_command_says_as_json_what_failed_and_exits_with_2_without_settings(tmp_path):
    result = CliRunner().invoke(app, ["--json", "--settings", str(tmp_path / "none.toml")])
    assert result.exit_code == 2
    said = json.loads(result.stdout)
    assert said["passed"] is False
    assert said["checks"][-1]["remedy_vi"]


def test_every_finding_has_words_in_both_languages_and_a_remedy_when_somebody_must_act():
    for topic, outcomes_ in table().items():
        for outcome, said in outcomes_.items():
            if topic == "names":
                continue
            assert said["vi"] and said["en"], (topic, outcome)
            needed = said["level"] in (Level.WARN, Level.BAD)
            assert bool(said.get("remedy_vi")) is bool(said.get("remedy_en")) is needed, (topic, outcome)
            gaps = [set(string.Formatter().parse(said[one])) for one in ("vi", "en")]
            names = [{gap[1].removesuffix("_vi").removesuffix("_en") for gap in one if gap[1]} for one in gaps]
            assert names[0] == names[1], (topic, outcome)


def test_every_fault_of_a_device_and_every_outcome_of_the_portal_has_words():
    assert set(DeviceFault) <= set(table()["device"])
    spoken = set(Outcome) - {Outcome.RECEIPT_WRONG, Outcome.LOCAL_UNREADABLE, Outcome.INTERNAL}  # never of one question
    assert spoken <= set(table()["portal"])


def test_a_finding_is_one_json_object():
    said = Finding("device", "paper_out", {"driver": "escpos"}, "receipt_printer").plain()
    assert said["check"] == "receipt_printer"
    assert said["vi"] == "Máy in biên nhận: hết giấy"
