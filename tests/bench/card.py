"""Reading a card over the emulated, paced PN532 beside the time that its bytes need on line and air.

The device side runs as a process of its own (this file as a script), so that the host's time and processor use are the
reader's alone. Every figure is of the emulator: no real card was at hand.
"""

from __future__ import annotations

import asyncio
import json
import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from drivers.card.emrtd.curves import NAMED
from drivers.card.emrtd.files import READ_SIZES
from drivers.card.pn532 import create
from drivers.card.pn532.driver import Pn532Reader
from drivers.card.pn532.emulator import EmulatedPn532
from drivers.card.simulated.chip import SoftwareChip
from drivers.card.simulated.profiles import issue
from drivers.ports import Can, CardReading, CardRequest, ReadProgress

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 5
CAN = Can("000123")
ACCESS_EXCHANGES = 2 + 5 + 1
"""EF.CardAccess (select, read), PACE, SELECT of the application."""
PROOF_EXCHANGES = 2 + 1
"""Chip Authentication; Active Authentication, whose answer proves the new keys too."""


@dataclass
class Round:
    seconds: float
    facts_seconds: float
    processor_seconds: float
    floor_seconds: float
    """What the bytes need on line and air."""
    chip_seconds: float
    """What the software chip itself computed; a real one takes longer."""
    exchanges: int
    exchange_floor: int
    line_bytes: int


class TimedChip(SoftwareChip):
    """Knows how long it has computed."""

    seconds = 0.0

    def transmit(self, apdu: bytes) -> bytes:
        started = time.perf_counter()
        try:
            return super().transmit(apdu)
        finally:
            self.seconds += time.perf_counter() - started


class Device:
    """The emulated reader with a card on it, in a process of its own."""

    def __init__(self, child: subprocess.Popen[str]) -> None:
        self._child = child
        self.port = self.ask("port")

    def ask(self, question: str) -> Any:
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.write(question + "\n")
        self._child.stdin.flush()
        return json.loads(self._child.stdout.readline())


@contextmanager
def device() -> Iterator[Device]:
    command = [sys.executable, __file__]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        yield Device(child)
        assert child.stdin is not None
        child.stdin.close()


def run() -> dict[str, Any]:
    """Medians of whole readings with PACE, CA, AA and PA, with and without DG2, at both speeds of the line."""
    figures = {
        f"{baud}{'-portrait' if portrait else ''}": asyncio.run(_measure(baud, portrait))
        for baud in (115_200, 921_600)
        for portrait in (False, True)
    }
    mapping = round(1000 * _mapping_seconds(), 2)
    return {
        "against": "emulated PN532, line and air paced",
        "rounds": ROUNDS,
        "mapping_milliseconds": mapping,
        **figures,
    }


def _mapping_seconds() -> float:
    """Both point multiplications and the addition of PACE's generic mapping on brainpoolP256r1."""
    curve = NAMED[13]
    shared = curve.multiply(curve.random_scalar(), curve.generator)
    times = []
    for _ in range(20):
        started = time.perf_counter()
        curve.map_generic(bytes(range(16)), curve.multiply(curve.random_scalar(), shared))
        times.append(time.perf_counter() - started)
    return statistics.median(times)


async def _measure(baud: int, portrait: bool) -> dict[str, Any]:
    with device() as emulated:
        reader = create({"port": emulated.port, "baud": baud})
        await reader.open()
        rounds = [await _round(reader, emulated, portrait) for _ in range(ROUNDS + 1)][1:]
        await reader.close()
    medians = {key: statistics.median(asdict(one)[key] for one in rounds) for key in asdict(rounds[0])}
    ratio = statistics.median(one.seconds / one.floor_seconds for one in rounds)
    return {**{key: round(value, 4) for key, value in medians.items()}, "ratio": round(ratio, 3)}


async def _round(reader: Pn532Reader, emulated: Device, portrait: bool) -> Round:
    facts: list[float] = []

    def on_progress(progress: ReadProgress) -> None:
        if progress.facts is not None:
            facts.append(time.perf_counter())

    await reader.wait_for_card()
    before = emulated.ask("counters")
    processor, started = time.process_time(), time.perf_counter()
    reading = await reader.read(CardRequest(CAN, portrait=portrait), on_progress)
    seconds, processor = time.perf_counter() - started, time.process_time() - processor
    spent = {key: value - before[key] for key, value in emulated.ask("counters").items()}
    return Round(
        seconds=seconds,
        facts_seconds=facts[0] - started,
        processor_seconds=processor,
        floor_seconds=spent["line_seconds"] + spent["air_seconds"],
        chip_seconds=spent["chip_seconds"],
        exchanges=spent["exchanges"],
        exchange_floor=_exchange_floor(reading),
        line_bytes=spent["line_bytes"],
    )


def _exchange_floor(reading: CardReading) -> int:
    """Exchanges that cannot be saved: every file in reads of the largest safe size, and the protocols' own."""
    files = (file for file in reading.files if file.name != "CardAccess")
    reads = sum(math.ceil(len(file.data) / READ_SIZES[0]) for file in files)
    return ACCESS_EXCHANGES + reads + PROOF_EXCHANGES


def _serve() -> None:
    """The device side: answers questions on stdin until it ends."""
    emulator, chip = EmulatedPn532(paced=True), TimedChip(issue(portrait_size=15_000).chip.card)
    answers: dict[str, Callable[[], object]] = {
        "port": emulator.start,
        "counters": lambda: {**asdict(emulator.counters), "chip_seconds": chip.seconds},
    }
    emulator.lay(chip)
    for question in sys.stdin:
        sys.stdout.write(json.dumps(answers[question.strip()]()) + "\n")
        sys.stdout.flush()
    emulator.stop()


if __name__ == "__main__":
    _serve()
