"""What every receipt printer driver keeps, simulated or real behind an emulated, badly behaved line."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from drivers import registry
from drivers.ports import Bitmap, DeviceError, DeviceFault, Paper, ReceiptPrinter
from drivers.printer.escpos.emulator import Emulator
from drivers.printer.escpos.line import Address
from drivers.printer.escpos.printer import EscposPrinter, Patience
from drivers.printer.escpos.serving import Pace, on_pty, on_tcp
from drivers.printer.simulated import SimulatedPrinter

PATIENT = Patience(answer=3.0, stall=5.0, finish=10.0)
DRIVERS = ("simulated", "escpos-pty", "escpos-pty-bytewise", "escpos-tcp", "escpos-file")


class Mechanics(Protocol):
    """What can be set from outside on the simulated printer and on the emulator alike."""

    paper: Paper
    cover_open: bool
    pages: list[Bitmap]


@dataclass
class Bench:
    printer: ReceiptPrinter
    mechanics: Mechanics


@asynccontextmanager
async def _bench(name: str) -> AsyncIterator[Bench]:
    if name == "simulated":
        simulated = SimulatedPrinter()
        yield Bench(simulated, simulated)
        return
    emulator = Emulator()
    pace = Pace(chunk=7) if name.endswith("bytewise") else Pace()
    if name == "escpos-tcp":
        async with on_tcp(emulator) as port:
            yield Bench(EscposPrinter(Address("tcp", "127.0.0.1", port=port), patience=PATIENT), emulator)
        return
    kind = "file" if name == "escpos-file" else "serial"
    async with on_pty(emulator, pace) as path:
        yield Bench(EscposPrinter(Address(kind, str(path), baud=115_200), patience=PATIENT), emulator)


@pytest.fixture(params=DRIVERS)
async def bench(request: pytest.FixtureRequest) -> AsyncIterator[Bench]:
    async with _bench(request.param) as made:
        await made.printer.open()
        yield made
        await made.printer.close()


def page(height: int = 300, width: int = 576) -> Bitmap:
    """A picture in which every row differs, so that a lost or shifted row shows."""
    stride = width // 8
    return Bitmap(
        width, height, b"".join(bytes((row * 31 + i * 7) % 256 for i in range(stride)) for row in range(height))
    )


async def _fault(printer: ReceiptPrinter, what: Bitmap) -> DeviceFault:
    with pytest.raises(DeviceError) as caught:
        await printer.print(what)
    return caught.value.fault


def test_every_driver_folder_is_on_the_bench() -> None:
    assert set(registry.names("printer")) == {name.split("-")[0] for name in DRIVERS}


def test_drivers_keep_the_port(tmp_path: Path) -> None:
    assert isinstance(SimulatedPrinter(), ReceiptPrinter)
    assert isinstance(EscposPrinter(Address("file", str(tmp_path))), ReceiptPrinter)


async def test_a_page_comes_out_dot_for_dot(bench: Bench) -> None:
    await bench.printer.print(page())
    assert bench.mechanics.pages == [page()]


async def test_pages_come_out_in_order_and_separately(bench: Bench) -> None:
    for height in (1, 255, 256, 600):
        await bench.printer.print(page(height))
    assert [printed.height for printed in bench.mechanics.pages] == [1, 255, 256, 600]


async def test_a_narrow_page_is_allowed_and_a_wide_one_is_refused_unprinted(bench: Bench) -> None:
    assert await _fault(bench.printer, page(10, 584)) is DeviceFault.WRONG_SETTINGS
    assert bench.mechanics.pages == []
    await bench.printer.print(page(10, 384))
    assert len(bench.mechanics.pages) == 1


async def test_status_says_what_the_paper_and_the_cover_are(bench: Bench) -> None:
    assert (await bench.printer.status()).paper is Paper.OK
    bench.mechanics.paper = Paper.NEAR_END
    status = await bench.printer.status()
    assert (status.online, status.paper, status.cover_open) == (True, Paper.NEAR_END, False)
    bench.mechanics.cover_open = True
    status = await bench.printer.status()
    assert (status.online, status.cover_open) == (False, True)


async def test_nothing_is_sent_without_paper_and_printing_works_again_afterwards(bench: Bench) -> None:
    bench.mechanics.paper = Paper.OUT
    assert await _fault(bench.printer, page()) is DeviceFault.PAPER_OUT
    bench.mechanics.paper = Paper.OK
    await bench.printer.print(page(20))
    assert bench.mechanics.pages == [page(20)]


async def test_nothing_is_sent_with_an_open_cover(bench: Bench) -> None:
    bench.mechanics.cover_open = True
    assert await _fault(bench.printer, page()) is DeviceFault.COVER_OPEN
    assert bench.mechanics.pages == []


async def test_closing_twice_is_harmless_and_the_printer_opens_again(bench: Bench) -> None:
    await bench.printer.close()
    await bench.printer.close()
    assert (await bench.printer.open()).driver in ("simulated", "escpos")
    await bench.printer.print(page(5))
    assert len(bench.mechanics.pages) == 1


async def test_a_cancelled_print_leaves_a_usable_printer(bench: Bench) -> None:
    printing = asyncio.create_task(bench.printer.print(page(2000)))
    for _ in range(6):  # rounds of the loop: far enough to be in the middle of the job
        await asyncio.sleep(0)
    printing.cancel()
    await asyncio.gather(printing, return_exceptions=True)
    await bench.printer.print(page(40))
    assert bench.mechanics.pages[-1].rows.endswith(page(40).rows)
