"""The ESC/POS driver against printers that misbehave; the emulator against another implementation."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.ports import Bitmap, DeviceError, DeviceFault, Paper
from drivers.printer.escpos import create
from drivers.printer.escpos.commands import ASK_PAPER, is_paper_report, is_status, page_commands
from drivers.printer.escpos.emulator import Emulator
from drivers.printer.escpos.line import Address
from drivers.printer.escpos.printer import EscposPrinter, Patience
from drivers.printer.escpos.serving import Pace, on_pty, on_tcp

PATIENT = Patience(answer=3.0, stall=5.0, finish=10.0)
QUICK = Patience(answer=0.3, stall=1.0, finish=0.2)
"""For printers that fall silent: the test waits this out."""
EVEN = Pace()
PAGE = Bitmap(576, 700, bytes(range(252)) * 200)


@asynccontextmanager
async def _at(
    emulator: Emulator, pace: Pace = EVEN, mute: bool = False, patience: Patience = PATIENT
) -> AsyncIterator[EscposPrinter]:
    async with on_pty(emulator, pace) as path:
        printer = EscposPrinter(Address("serial", str(path), baud=115_200), mute=mute, patience=patience)
        await printer.open()
        yield printer
        await printer.close()


async def _print_fault(printer: EscposPrinter) -> DeviceFault:
    with pytest.raises(DeviceError) as caught:
        await printer.print(PAGE)
    return caught.value.fault


def _open_files() -> int:
    return len([*Path("/proc/self/fd").iterdir()])


@pytest.mark.parametrize(
    ("question", "emulator", "answer"),
    [
        (b"\x10\x04\x01", Emulator(), 0x12),
        (b"\x10\x04\x01", Emulator(paper=Paper.OUT), 0x1A),
        (b"\x10\x04\x02", Emulator(cover_open=True), 0x16),
        (b"\x10\x04\x04", Emulator(), 0x12),
        (b"\x10\x04\x04", Emulator(paper=Paper.NEAR_END), 0x1E),
        (b"\x10\x04\x04", Emulator(paper=Paper.OUT), 0x7E),
        (b"\x1dr\x01", Emulator(), 0x00),
        (b"\x1dr\x01", Emulator(paper=Paper.NEAR_END), 0x03),
    ],
)
def test_the_emulator_answers_as_the_manual_says(question: bytes, emulator: Emulator, answer: int) -> None:
    assert emulator.feed(question) == bytes([answer])


def test_the_emulator_prints_what_python_escpos_sends(capsys: pytest.CaptureFixture[str]) -> None:
    from escpos.printer import Dummy
    from PIL import Image

    inverted = bytes(byte ^ 0xFF for byte in PAGE.rows)
    other = Dummy()
    other.hw("INIT")
    other.image(Image.frombytes("1", (576, 700), inverted), impl="bitImageRaster", fragment_height=255)
    other.cut()
    emulator = Emulator()
    assert emulator.feed(other.output) == b""
    assert emulator.pages == [PAGE]
    assert emulator.unknown == []
    capsys.readouterr()  # the library prints remarks about its profile


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7])
def test_the_emulator_understands_a_job_however_it_is_cut_into_pieces(size: int) -> None:
    job = page_commands(PAGE) + ASK_PAPER
    emulator = Emulator()
    answers = b"".join(emulator.feed(job[start : start + size]) for start in range(0, len(job), size))
    assert (answers, emulator.pages, emulator.unknown) == (b"\x00\x12", [PAGE], [])


@given(st.lists(st.binary(max_size=12) | st.sampled_from([b"\x1dv0\x00", b"\x1bd\x05", b"\x1d(k\x02\x00", b"\x1dV"])))
def test_the_emulator_survives_whatever_is_sent_to_it(pieces: list[bytes]) -> None:
    emulator = Emulator()
    for piece in pieces:
        answers = emulator.feed(piece)
        assert all(is_status(byte) or is_paper_report(byte) for byte in answers)


async def test_the_driver_sends_only_commands_that_the_printer_knows() -> None:
    emulator = Emulator()
    async with _at(emulator) as printer:
        await printer.print(PAGE)
    assert emulator.pages == [PAGE]
    assert emulator.unknown == []


async def test_picture_data_that_looks_like_a_status_query_does_not_confuse_the_driver() -> None:
    rows = (b"\x10\x04\x01\x10\x04\x04" * 12) * 300
    emulator = Emulator()
    async with _at(emulator) as printer:
        await printer.print(Bitmap(576, 300, rows))
    assert emulator.pages == [Bitmap(576, 300, rows)]


async def test_a_printer_that_is_off_does_not_open() -> None:
    async with on_pty(Emulator(silent=True)) as path:
        with pytest.raises(DeviceError) as caught:
            await EscposPrinter(Address("serial", str(path), baud=115_200), patience=QUICK).open()
    assert caught.value.fault is DeviceFault.NOT_RESPONDING


async def test_a_printer_that_falls_silent_is_never_taken_for_ready() -> None:
    emulator = Emulator()
    async with _at(emulator, patience=QUICK) as printer:
        emulator.silent = True
        status = await printer.status()
        assert (status.online, status.paper) == (False, Paper.UNKNOWN)
        assert await _print_fault(printer) is DeviceFault.NOT_RESPONDING
    assert emulator.pages == []


async def test_a_mute_clone_prints_but_never_confirms() -> None:
    emulator = Emulator(silent=True)
    async with _at(emulator, mute=True, patience=QUICK) as printer:
        assert await _print_fault(printer) is DeviceFault.PRINT_UNCONFIRMED
        assert (await printer.status()).paper is Paper.UNKNOWN
    assert emulator.pages == [PAGE]


async def test_garbage_for_status_is_called_garbled() -> None:
    emulator = Emulator()
    async with _at(emulator) as printer:
        emulator.garbled = True
        assert await _print_fault(printer) is DeviceFault.GARBLED


async def test_paper_that_ends_in_the_middle_of_the_slip_is_noticed() -> None:
    emulator = Emulator(rows_left=300)
    async with _at(emulator, patience=QUICK) as printer:
        assert await _print_fault(printer) is DeviceFault.PAPER_OUT
    assert emulator.pages == []
    assert emulator.uncut.height == 300


async def test_a_jammed_cutter_is_a_defect() -> None:
    emulator = Emulator()
    async with _at(emulator) as printer:
        emulator.broken = True
        assert await _print_fault(printer) is DeviceFault.DEFECT


async def test_a_slow_printer_is_waited_for() -> None:
    emulator = Emulator()
    async with _at(emulator, Pace(chunk=4096, seconds=0.02)) as printer:
        await printer.print(PAGE)
    assert emulator.pages == [PAGE]


async def test_a_line_that_breaks_in_mid_job_is_told_and_opens_again() -> None:
    emulator = Emulator()
    async with on_tcp(emulator, Pace(breaks_after=20_000)) as port:
        printer = EscposPrinter(Address("tcp", "127.0.0.1", port=port), patience=QUICK)
        await printer.open()
        assert await _print_fault(printer) is DeviceFault.NOT_CONNECTED
        assert await _print_fault(printer) is DeviceFault.NOT_CONNECTED
        await printer.open()
        assert (await printer.status()).online
        await printer.close()
    assert emulator.pages == []


async def test_a_pulled_plug_is_not_connected() -> None:
    async with on_pty(Emulator()) as path:
        printer = EscposPrinter(Address("serial", str(path), baud=115_200), patience=QUICK)
        await printer.open()
    assert await _print_fault(printer) is DeviceFault.NOT_CONNECTED
    await printer.close()


@pytest.mark.parametrize("at", ["serial:/dev/no-such-printer", "file:/dev/no-such-printer", "tcp:127.0.0.1:1"])
async def test_a_port_that_is_not_there_is_not_connected(at: str) -> None:
    with pytest.raises(DeviceError) as caught:
        await create({"at": at}).open()
    assert caught.value.fault is DeviceFault.NOT_CONNECTED


async def test_a_plain_file_is_no_printer_and_is_not_kept_open(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    before = _open_files()
    with pytest.raises(DeviceError) as caught:
        await create({"at": f"file:{tmp_path / 'file'}"}).open()
    assert caught.value.fault is DeviceFault.WRONG_SETTINGS
    assert _open_files() == before


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"at": "usb:04b8"},
        {"at": "serial:ttyUSB0"},
        {"at": "tcp:printer"},
        {"at": "tcp:printer:99999"},
        {"at": "file:/dev/usb/lp0", "width": 600},
        {"at": "file:/dev/usb/lp0", "baud": "fast"},
        {"at": "file:/dev/usb/lp0", "paper": "a4"},
    ],
)
def test_options_that_cannot_be_right_are_refused_before_opening(options: dict[str, object]) -> None:
    with pytest.raises(DeviceError) as caught:
        create(options)
    assert caught.value.fault is DeviceFault.WRONG_SETTINGS


async def test_an_impossible_baud_rate_is_a_wrong_setting() -> None:
    async with on_pty(Emulator()) as path:
        with pytest.raises(DeviceError) as caught:
            await create({"at": f"serial:{path}", "baud": -5}).open()
    assert caught.value.fault is DeviceFault.WRONG_SETTINGS
