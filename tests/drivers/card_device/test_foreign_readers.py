"""Programs of others take the emulated PN532 for a real one: libnfc's tools, Debian's mrtdreader with BAC, nfcpy."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.card.pn532.emulator import EmulatedPn532
from drivers.card.simulated.card import COM, SOD
from drivers.card.simulated.portrait import draw_portrait
from drivers.card.simulated.profiles import Specimen, issue

pytestmark = pytest.mark.thirdparty

NFCPY_SCRIPT = """
import sys, nfc, nfc.clf, nfc.tag
frontend = nfc.ContactlessFrontend()
assert frontend.open(sys.argv[1]), "no reader"
tag = nfc.tag.activate(frontend, frontend.sense(nfc.clf.RemoteTarget("106A")))
for command in sys.argv[2:]:
    print(tag.transceive(bytes.fromhex(command)).hex())
frontend.close()
"""
SELECT_ACCESS, READ_ALL = "00A4020C02011C", "00B0000000"


@pytest.fixture
def specimen() -> Specimen:
    return issue()


@pytest.fixture
def reader(specimen: Specimen) -> Iterator[EmulatedPn532]:
    made = EmulatedPn532()
    made.lay(specimen.chip)
    yield made
    made.stop()


@pytest.fixture
def port(reader: EmulatedPn532) -> str:
    return reader.start()


def program(name: str, package: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"NOT TESTED: {name} is missing; apt-get install {package}")
    return found


def on(port: str) -> dict[str, str]:
    """The environment in which libnfc uses our port."""
    return os.environ | {"LIBNFC_DEVICE": f"pn532_uart:{port}", "LIBNFC_LOG_LEVEL": "0"}


def through_libnfc(port: str, folder: Path, *command: str) -> str:
    """Run a program of libnfc on our port and return what it printed."""
    done = subprocess.run(command, env=on(port), cwd=folder, capture_output=True, timeout=180, check=True)
    return done.stdout.decode("utf-8", "replace")


def test_libnfc_lists_the_card(port: str, tmp_path: Path) -> None:
    said = through_libnfc(port, tmp_path, program("nfc-list", "libnfc-bin"), "-v")
    assert "UID (NFCID3): 08  a1  b2  c3" in said
    assert "Compliant with ISO/IEC 14443-4" in said


def test_libnfc_finds_nothing_wrong_with_the_reader(port: str, tmp_path: Path) -> None:
    said = through_libnfc(port, tmp_path, program("pn53x-diagnose", "libnfc-pn53x-examples"))
    assert [line.strip() for line in said.splitlines() if "test:" in line] == [
        "Communication line test: OK",
        "ROM test: OK",
        "RAM test: OK",
    ]


def test_libnfc_sees_the_card_until_it_is_lifted(port: str, reader: EmulatedPn532) -> None:
    command = ["stdbuf", "-o0", program("nfc-poll", "libnfc-bin")]
    with subprocess.Popen(command, env=on(port), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as poll:
        assert poll.stdout is not None
        said = b""
        while b"removing" not in said and (piece := poll.stdout.read1(4096)):
            said += piece
        assert b"08  a1  b2  c3" in said
        reader.lift()
        assert b"done." in poll.stdout.read()
        assert poll.wait(20) == 0


def test_mrtdreader_opens_the_chip_by_bac_and_reads_zone_signature_and_face(
    port: str, specimen: Specimen, tmp_path: Path
) -> None:
    key, files = specimen.key, specimen.chip.card.application
    mrtdreader = program("mrtdreader", "mrtdreader")
    said = through_libnfc(port, tmp_path, mrtdreader, "-p", key.document, "-b", key.birth, "-e", key.expiry)
    assert "Challenge successful!" in said
    assert files[COM].hex() in said
    assert files[SOD].hex() in said
    assert "".join(specimen.mrz) in said
    pictures = [path.read_bytes() for path in tmp_path.glob("*.jp2")]
    assert pictures == [draw_portrait()]


def test_mrtdreader_with_a_wrong_key_gets_nothing(port: str, tmp_path: Path) -> None:
    mrtdreader = program("mrtdreader", "mrtdreader")
    with pytest.raises(subprocess.CalledProcessError) as refused:
        through_libnfc(port, tmp_path, mrtdreader, "-p", "190000999", "-b", "900902", "-e", "300902")
    assert b"EF.COM... done" not in refused.value.stdout
    assert list(tmp_path.iterdir()) == []


def test_nfcpy_raises_the_speed_and_speaks_iso_dep_by_itself(port: str, specimen: Specimen) -> None:
    if importlib.util.find_spec("nfc") is None:
        pytest.skip("NOT TESTED: nfcpy is missing; pip install nfcpy")
    node = Path("/dev") / f"ttyKIOSK{os.getpid()}"
    try:
        node.symlink_to(port)
    except PermissionError:
        pytest.skip("NOT TESTED: nfcpy finds ports right in /dev only, and this user may not link there")
    try:
        command = [sys.executable, "-W", "ignore", "-c", NFCPY_SCRIPT, f"tty:{node.name}:pn532"]
        done = subprocess.run(
            [*command, SELECT_ACCESS, READ_ALL], capture_output=True, text=True, timeout=180, check=True
        )
    finally:
        node.unlink()
    assert done.stdout.split() == ["9000", specimen.chip.card.master[0x011C].hex() + "9000"]
