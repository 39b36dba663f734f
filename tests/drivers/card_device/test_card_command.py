"""`kiosk card` as a technician uses it: serve a card over either door, read it, keep a trust store."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from drivers.card.simulated.card import group_file
from drivers.card.simulated.holder import Holder
from drivers.card.simulated.profiles import Specimen, issue
from drivers.card.simulated.tcp_door import TcpDoor
from tests.drivers.profiles.test_verdict_of_every_profile import ACCESS, BY_BAC, VERDICTS
from ui.cli.card import app

Serve = Callable[[Specimen], str]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def read(where: str, *arguments: str | Path) -> tuple[int, Any]:
    """Read with --json; exactly one object must come."""
    result = run("read", "--transport", where, "--json", *arguments)
    return result.exit_code, json.loads(result.stdout)


def secret(specimen: Specimen) -> tuple[str, str]:
    key = specimen.key
    if specimen.can is None or specimen.profile in BY_BAC:
        return "--mrz-key", f"{key.document},{key.birth},{key.expiry}"
    return "--can", specimen.can


@pytest.fixture
def door() -> Iterator[Serve]:
    """Serve specimens from a loop on another thread."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    doors: list[TcpDoor] = []

    def serve(specimen: Specimen) -> str:
        doors.append(TcpDoor(specimen.chip))
        port = asyncio.run_coroutine_threadsafe(doors[-1].open(), loop).result()
        return f"apdu-tcp://127.0.0.1:{port}"

    yield serve
    for one in doors:
        asyncio.run_coroutine_threadsafe(one.close(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture
def printed(tmp_path: Path) -> Callable[[Specimen], tuple[str, ...]]:
    """Write what `serve` prints of the issuer to files and return the options that trust them."""

    def options(specimen: Specimen) -> tuple[str, ...]:
        (tmp_path / "csca.pem").write_text(specimen.csca)
        (tmp_path / "crl.pem").write_text(specimen.crl)
        return "--csca", str(tmp_path / "csca.pem"), "--crl", str(tmp_path / "crl.pem")

    return options


class Served:
    """`kiosk card serve` as a process of its own."""

    def __init__(self, *arguments: str | Path) -> None:
        command = [sys.executable, "-m", "ui.cli.main", "card", "serve", *map(str, arguments)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.announced: dict[str, Any] = json.loads(self.process.stdout.readline())

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        assert self.process.stdout is not None
        assert self.process.stdout.read() == ""
        self.process.stdout.close()
        return self.process.wait(10)


def test_a_served_card_announces_itself_and_reads_as_genuine_with_what_it_printed(tmp_path: Path) -> None:
    served = Served("--apdu-tcp", "0")
    announced = served.announced
    assert announced["can"] == "000123"
    assert announced["bac"] == {"doc": "190000123", "birth": "900902", "expiry": "300902"}
    assert [len(line) for line in announced["mrz"]] == [30, 30, 30]
    for name in ("csca", "crl"):
        (tmp_path / name).write_text(announced[name])
    trusting = ("--csca", tmp_path / "csca", "--crl", tmp_path / "crl")
    code, said = read(announced["listen"], "--can", announced["can"], *trusting)
    assert served.stop() == 0
    assert (code, said["verdict"], said["access"], said["reasons"]) == (0, "GENUINE", "PACE-CAN", [])
    assert said["mrz"] == announced["mrz"]
    assert said["facts"]["full_name"] == "Trần Thị Mẫu"
    assert [file["name"] for file in said["files"]] == ["CardAccess", "COM", "DG1", "DG13", "SOD", "DG14", "DG15"]


def test_an_emulated_pn532_is_read_over_its_line_and_raw_files_are_kept_private(tmp_path: Path) -> None:
    link, kept = tmp_path / "pn532", tmp_path / "kept"
    served = Served("--pn532-pty", link, "--no-paced")
    assert served.announced["listen"] == f"serial:{link}"
    code, said = read(f"serial:{link}", "--can", "000123", "--portrait", "--save", kept)
    assert served.stop() == 0
    assert not link.is_symlink()
    assert (code, said["verdict"]) == (0, "ISSUER_UNKNOWN")
    sizes = {file["name"]: file["bytes"] for file in said["files"]}
    assert {path.stem: path.stat().st_size for path in kept.glob("*.bin")} == sizes
    assert said["portrait"]["bytes"] < sizes["DG2"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept.iterdir()} == {0o600}


@pytest.mark.parametrize("profile", VERDICTS)
def test_every_profile_gets_its_verdict_through_the_command(
    profile: str, door: Serve, printed: Callable[[Specimen], tuple[str, ...]]
) -> None:
    specimen = issue(profile)
    code, said = read(door(specimen), *secret(specimen), *printed(specimen))
    assert (code, said["verdict"]) == (0, VERDICTS[profile][0])
    assert said["access"] == ACCESS.get(profile, "PACE-CAN")


@pytest.mark.parametrize(
    ("profile", "can", "error"),
    [
        ("cccd-2021", "999999", "wrong_key"),
        ("torn", "000123", "card_removed"),
        ("no-pace", "000123", "access_refused"),
        ("bank-card", "000123", "not_a_chip_card"),
    ],
)
def test_a_reading_that_fails_is_one_object_and_a_failed_command(
    profile: str, can: str, error: str, door: Serve
) -> None:
    code, said = read(door(issue(profile)), "--can", can)
    assert (code, said["error"]) == (1, error)


def test_a_hostile_text_on_a_chip_commands_no_terminal(door: Serve) -> None:
    hostile = replace(Holder(), origin="\x1b[2J[bold]Quê\x07")
    where = door(issue("passport", hostile))
    shown = run("read", "--transport", where, "--mrz-key", "Z00000123,900902,300902").stdout
    assert "[bold]Quê" in shown
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_a_card_that_does_not_come_is_a_failed_reading() -> None:
    code, said = read("apdu-tcp://127.0.0.1:1", "--can", "000123", "--wait", "0.01")
    assert (code, said) == (1, {"error": "card_removed", "detail": "no card within 0.01 s"})


def test_serving_touches_no_file_of_others_and_says_when_it_cannot(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("kept")
    assert run("serve", "--pn532-pty", precious).exit_code == 2
    assert precious.read_text() == "kept"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert run("serve", "--apdu-tcp", str(taken.getsockname()[1])).exit_code == 2


def test_people_see_name_verdict_and_the_way_on_in_vietnamese(door: Serve) -> None:
    where = door(issue())
    good = run("read", "--transport", where, "--can", "000123")
    assert "Trần Thị Mẫu" in good.stdout
    assert "chưa biết nơi cấp" in good.stdout
    assert "02/09/1990" in good.stdout
    wrong = run("read", "--transport", where, "--can", "999999")
    assert wrong.exit_code == 1
    assert "TH-05" in wrong.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("read", "--transport", "usb:1", "--can", "000123"),
        ("read", "--transport", "apdu-tcp://127.0.0.1:1"),
        ("read", "--transport", "apdu-tcp://127.0.0.1:1", "--can", "000123", "--mrz-key", "A,1,2"),
        ("read", "--transport", "apdu-tcp://127.0.0.1:1", "--mrz-key", "A,1"),
        ("serve",),
        ("serve", "--apdu-tcp", "0", "--pn532-pty", "x"),
        ("serve", "--apdu-tcp", "0", "--profile", "gold"),
        ("trust", "show", "00", "--trust", "/nowhere/at/all"),
        ("trust", "import", "CSCA", "--trust", "/proc/nowhere"),
    ],
)
def test_a_command_that_cannot_be_right_says_how_it_is_used(arguments: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "csca.pem").write_text(issue().csca)
    result = run(*(str(tmp_path / "csca.pem") if argument == "CSCA" else argument for argument in arguments))
    assert result.exit_code == 2
    assert "Usage" in result.stderr


def test_the_list_of_profiles_names_them_all() -> None:
    listed = run("serve", "--profile", "list").stdout
    assert all(f"{profile} " in listed for profile in VERDICTS)


def test_a_trust_store_is_filled_listed_shown_and_believed(tmp_path: Path, door: Serve) -> None:
    specimen, store = issue("revoked-signer"), tmp_path / "trust"
    for name, text in (("csca.pem", specimen.csca), ("crl.pem", specimen.crl)):
        (tmp_path / name).write_text(text)
    trust = ("--trust", store, "--json")
    assert run("trust", "import", tmp_path / "crl.pem", *trust).exit_code == 1  # of an issuer not yet known
    added = json.loads(run("trust", "import", tmp_path / "csca.pem", *trust).stdout)
    assert (added["new_anchors"], added["new_crls"]) == (1, 0)
    again = json.loads(run("trust", "import", tmp_path / "csca.pem", *trust).stdout)
    assert again["new_anchors"] == 0
    where, can = door(specimen), ("--can", "000123", "--trust", store)
    assert read(where, *can)[1]["verdict"] == "GENUINE"
    assert json.loads(run("trust", "import", tmp_path / "crl.pem", *trust).stdout)["new_crls"] == 1
    assert read(where, *can)[1]["reasons"] == ["SIGNER_REVOKED"]
    listed = json.loads(run("trust", "list", *trust).stdout)
    assert (len(listed["anchors"]), listed["crls"]) == (1, 1)
    fingerprint = listed["anchors"][0]["fingerprint"]
    assert json.loads(run("trust", "show", fingerprint[:8], *trust).stdout) == listed["anchors"][0]


def test_dg_files_saved_are_the_raw_bytes_of_the_chip(tmp_path: Path, door: Serve) -> None:
    specimen = issue()
    read(door(specimen), "--can", "000123", "--save", tmp_path / "kept")
    assert (tmp_path / "kept" / "DG13.bin").read_bytes() == specimen.chip.card.application[group_file(13)]


def test_a_holder_of_one_s_own_lies_on_a_bad_line_as_type_b(tmp_path: Path) -> None:
    holder = tmp_path / "holder.toml"
    holder.write_text('number = "000088004321"\nname = "Vũ Văn Đích"\nfemale = false\nborn = 1988-12-31\n', "utf-8")
    options = (
        "--holder",
        holder,
        "--lay-as",
        "b",
        "--no-paced",
        "--misbehave",
        "corrupt_every=5",
        "--misbehave",
        "split=64",
    )
    served = Served("--pn532-pty", tmp_path / "pn532", *options)
    code, said = read(served.announced["listen"], "--can", "004321")
    assert served.stop() == 0
    assert (code, said["facts"]["full_name"], said["facts"]["sex"]) == (0, "Vũ Văn Đích", "Nam")
    assert said["facts"]["date_of_birth"] == "1988-12-31"


@pytest.mark.parametrize("text", ['number = "12"', "female = 1", 'colour = "red"', "number = 5", "="])
def test_a_holder_that_cannot_be_right_is_refused(text: str, tmp_path: Path) -> None:
    holder = tmp_path / "holder.toml"
    holder.write_text(text)
    assert run("serve", "--apdu-tcp", "0", "--holder", holder).exit_code == 2


@pytest.mark.parametrize("setting", ["corrupt_every", "corrupt_every=x", "mood=bad", "noise=zz"])
def test_a_misbehaviour_that_does_not_exist_is_refused(setting: str, tmp_path: Path) -> None:
    assert run("serve", "--pn532-pty", tmp_path / "pn532", "--misbehave", setting).exit_code == 2
