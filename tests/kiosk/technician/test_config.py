"""Settings: every error at once with line and remedy; a bad file never takes the place of a good one."""

from __future__ import annotations

import base64
import json
import tomllib

import pytest
from typer.testing import CliRunner

from kiosk.audit import Act, AuditError
from kiosk.procedures.problems import line_of
from kiosk.settings import Provincial, Settings, with_province
from kiosk.technician.changing import apply, in_force
from kiosk.technician.config import Draft, previous, put, shown
from ui.cli.config import app

KEY = base64.b64encode(bytes(32)).decode()
GOOD = f"""\
kiosk = "K07"
state = "{{state}}"

[place]
centre = "Trung tâm Phục vụ hành chính công xã Hoa Mai"
authority = "UBND XÃ HOA MAI"
commune = "xã Hoa Mai"
province = "tỉnh Lâm Đồng"

[portal]
url = "http://127.0.0.1:1"
sealing_key = "{KEY}"
sealing_key_id = "seal-1"
receipt_key = "{KEY}"
receipt_key_id = "receipt-1"

[devices.card_reader]
driver = "simulated"

[devices.receipt_printer]
driver = "escpos"
options = {{{{ at = "serial:/dev/ttyS0", baud = 9600 }}}}
"""


@pytest.fixture
def good(tmp_path):
    return GOOD.format(state=tmp_path / "state")


def problems(text):
    return [one.words.text for one in Draft(text).problems]


def test_good_settings_have_no_problem(good):
    draft = Draft(good)
    assert draft.problems == ()
    assert draft.settings is not None


def test_a_wrong_speed_is_told_with_line_choices_and_what_was_meant(good):
    (said,) = problems(good.replace("baud = 9600", "baud = 9601"))
    assert said == (
        "dòng 22: devices.receipt_printer.options.baud: 9601 không thuộc "
        "9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600 (ý là 9600?)"
    )


def test_all_errors_of_all_places_come_at_once_in_the_order_of_lines(good):
    text = good.replace('"K07"', '"07"').replace("[portal]", 'colour = "đỏ"\n[portal]')
    text = text.replace("baud = 9600", 'baud = "9600", breite = 5').replace(
        'driver = "simulated"', 'driver = "simulatd"'
    )
    assert problems(text) == [
        "dòng 1: kiosk: 07 không đúng dạng ^K[0-9A-Z]{2,6}$",
        "dòng 10: không có mục place.colour",
        "dòng 19: devices.card_reader.driver: simulatd không thuộc apdu_tcp, pcsc, pn532, simulated (ý là simulated?)",
        "dòng 23: devices.receipt_printer.options.baud: 9600 không thuộc "
        "9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600 (ý là 9600?)",
        "dòng 23: không có mục devices.receipt_printer.options.breite",
    ]


def test_a_missing_table_is_told_at_the_top_and_a_missing_key_at_its_table(good):
    without = good.replace('commune = "xã Hoa Mai"\n', "")
    assert problems(without) == ["dòng 4: thiếu place.commune"]
    start, end = good.index("[place]"), good.index("[portal]")
    assert problems(good[:start] + good[end:]) == ["dòng 1: thiếu place"]


def test_text_that_is_no_toml_names_its_line(good):
    (said,) = problems(good.replace("[portal]", "[portal"))
    assert said.startswith("dòng 10: không phải TOML")


def test_settings_of_a_newer_program_are_refused_in_words_before_anything_else(good):
    (said,) = problems("format = 2\n" + good.replace('"K07"', '"07"'))
    assert "của bản mới hơn" in said


@pytest.mark.parametrize("key", ["AAAA", "không phải base64", ""])
def test_a_key_of_the_portal_must_be_a_key(good, key):
    (said,) = problems(good.replace(f'sealing_key = "{KEY}"', f'sealing_key = "{key}"'))
    assert said == "dòng 12: portal.sealing_key: không phải khóa 32 byte viết bằng base64"


def test_files_that_the_settings_name_must_be_there(good, tmp_path):
    secure = good.replace("http://127.0.0.1:1", "https://cong.vidu.vn")
    missing = secure.replace("[portal]\n", f'[portal]\nca = "{tmp_path / "ca.pem"}"\n')
    assert [one.outcome for one in Draft(missing).problems] == ["no_file"]


def test_every_problem_has_its_remedy_in_both_languages(good):
    for text in (good.replace("9600", "9601"), good.replace("kiosk", "kiosc", 1), "format = 9", "["):
        for one in Draft(text).problems:
            assert one.words.remedy and one.words.remedy_en


def test_secrets_are_never_shown(good):
    secret = good + '\n[staff]\ntotp_secret = "JBSWY3DP"\nextra = { pin = 123456, name = "x" }\n'
    text = shown(secret)
    assert "JBSWY3DP" not in text
    assert "123456" not in text
    assert tomllib.loads(text)["staff"]["extra"]["name"] == "x"
    wrong = good.replace('driver = "simulated"', 'driver = "simulated"\noptions = { pin = 123456 }')
    assert "123456" not in str([one.plain() for one in Draft(wrong).problems])


def test_where_settings_stand():
    text = 'a = 1\n[b."c d"]\ne.f = 2\ng = { h = 3, i = 4 }\n# [no] = 5\n[[k]]\nl = 1\n[[k]]\nl = 2\n'
    assert [
        line_of(text, place)
        for place in (["a"], ["b", "c d", "e", "f"], ["b", "c d", "g", "i"], ["b", "x"], ["z"], ["k", 1, "l"])
    ] == [
        1,
        3,
        4,
        2,
        0,
        9,
    ]


# --- putting into use ---------------------------------------------------------------------------


def test_applying_keeps_the_settings_before_and_going_back_brings_them(tmp_path):
    file = tmp_path / "kiosk.toml"
    put("old", file)
    put("new", file)
    assert (file.read_text(), previous(file).read_text()) == ("new", "old")
    put(previous(file).read_text(), file)
    assert (file.read_text(), previous(file).read_text()) == ("old", "new")


def test_a_power_cut_while_applying_leaves_the_old_settings_whole(tmp_path, monkeypatch):
    file = tmp_path / "kiosk.toml"
    put("old", file)
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("power")))
    with pytest.raises(OSError, match="power"):
        put("new", file)
    assert file.read_text() == "old"


def test_settings_stay_unreadable_for_others(tmp_path):
    file = tmp_path / "kiosk.toml"
    put("old", file)
    assert file.stat().st_mode & 0o007 == 0
    file.chmod(0o600)
    put("new", file)
    assert file.stat().st_mode & 0o777 == previous(file).stat().st_mode & 0o777 == 0o600


@pytest.fixture
def run(tmp_path):
    def invoke(*words):
        result = CliRunner().invoke(app, [*map(str, words), "--settings", str(tmp_path / "kiosk.toml"), "--json"])
        return result.exit_code, json.loads(result.stdout) if result.stdout.startswith("{") else result.stdout

    return invoke


@pytest.fixture
def ready(good, tmp_path):
    """Settings that pass the self-test: keys are there and no printer is plugged in."""
    from sync.kiosk_keys import KeyUse, load_or_make

    for use in KeyUse:
        load_or_make(tmp_path / "state" / "keys", "K07", use)
    return good[: good.index("[devices.receipt_printer]")]


def test_good_settings_are_applied_after_the_self_test(run, ready, tmp_path):
    new = tmp_path / "new.toml"
    new.write_text(ready)
    code, said = run("apply", new)
    assert (code, said["findings"][-1]["outcome"]) == (0, "applied")
    assert (tmp_path / "kiosk.toml").read_text() == ready


def test_settings_that_fail_the_self_test_leave_the_old_ones_running(run, ready, good, tmp_path):
    file, new = tmp_path / "kiosk.toml", tmp_path / "new.toml"
    file.write_text(ready)
    new.write_text(good.replace("/dev/ttyS0", "/dev/no-such-port"))
    code, said = run("apply", new)
    assert (code, said["findings"][-1]["outcome"]) == (1, "kept")
    assert "receipt_printer" in {one["check"] for one in said["findings"] if one["level"] == "bad"}
    assert file.read_text() == ready


def test_settings_with_errors_are_not_even_tested(run, good, ready, tmp_path):
    (tmp_path / "kiosk.toml").write_text(ready)
    new = tmp_path / "new.toml"
    new.write_text(good.replace("9600", "9601"))
    code, said = run("apply", new)
    assert (code, [one["outcome"] for one in said["findings"]]) == (1, ["literal_error"])


def test_going_back_refuses_what_can_no_longer_be_used(run, ready, tmp_path):
    file = tmp_path / "kiosk.toml"
    file.write_text(ready)
    assert run("rollback")[0] == 1
    previous(file).write_text("kiosk = 1")
    assert run("rollback")[0] == 1
    previous(file).write_text(ready.replace("K07", "K08"))
    assert run("rollback")[0] == 0
    assert '"K08"' in file.read_text()


def test_show_and_validate(run, good, tmp_path):
    file = tmp_path / "kiosk.toml"
    file.write_text(good)
    assert run("show")[1]["kiosk"] == "K07"
    assert run("validate") == (0, run("validate")[1])
    assert run("validate", tmp_path / "none.toml")[0] == 2


# --- what counts --------------------------------------------------------------------------------


def test_every_setting_is_told_with_who_says_so(good):
    text = good + "\n[staff]\nidle_seconds = 90\n[devices.document_camera]\ndriver = 'camera'\n"
    running = with_province(Draft(text).settings, Provincial(visit={"idle_seconds": 300}))
    told = {one.path: one for one in in_force(running, text)}
    line = text.splitlines().index("idle_seconds = 90") + 1
    assert (told["staff.idle_seconds"].value, told["staff.idle_seconds"].line) == ("90", line)
    assert (told["visit.idle_seconds"].value, told["visit.idle_seconds"].province) == ("300", True)
    assert (told["visit.warning_seconds"].line, told["visit.warning_seconds"].province) == (0, False)
    assert told["devices.receipt_printer.options.baud"].line == told["devices.receipt_printer.options.at"].line > 0
    assert set(told) >= {"kiosk", "place.centre", "portal.url", "devices.card_reader.driver", "drafts"}


def test_a_number_of_a_person_and_a_secret_are_not_told(good):
    secret = 'options = { pin = "290751", shows = "000190000123" }'
    text = good.replace('driver = "simulated"', f'driver = "simulated"\n{secret}')
    told = {one.path: one.value for one in in_force(Settings.model_validate(tomllib.loads(text)), text)}
    assert {told["devices.card_reader.options.pin"], told["devices.card_reader.options.shows"]} == {"••••"}


def test_the_command_tells_it_too(run, good, tmp_path):
    (tmp_path / "kiosk.toml").write_text(good)
    code, said = run("show", "--in-force")
    assert code == 0
    assert {"path": "kiosk", "value": "K07", "line": 1, "province": False} in said["settings"]


async def test_settings_that_cannot_be_written_stay_and_the_way_is_told(ready, tmp_path, monkeypatch):
    file, new, kept = tmp_path / "kiosk.toml", tmp_path / "new.toml", []
    file.write_text(ready)
    new.write_text(ready + "drafts = true\n" if "[" not in ready else "drafts = true\n" + ready)
    monkeypatch.setattr(
        "kiosk.technician.changing.put", lambda *_: (_ for _ in ()).throw(OSError(30, "Read-only file system"))
    )
    found = await apply(new, file, lambda act, name: kept.append(act))
    assert found[-1].outcome == "not_written"
    assert "sudo kiosk config apply" in found[-1].words.remedy
    assert file.read_text() == ready
    assert kept == [Act.SETTINGS_APPLIED]


async def test_what_the_log_does_not_take_is_not_put_into_use(ready, tmp_path):
    file, new = tmp_path / "kiosk.toml", tmp_path / "new.toml"
    file.write_text(ready)
    new.write_text("drafts = true\n" + ready)

    def full(act, name):
        raise AuditError("disk full")

    with pytest.raises(AuditError):
        await apply(new, file, full)
    assert file.read_text() == ready
