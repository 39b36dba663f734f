"""Power cuts on a file system that keeps only what was forced: what was acknowledged is there afterwards, whole."""

import random
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from sync.outbox import Deliveries, Limits, OutboxError, State, Store
from tests.faults.judge import say

HERE = Path(__file__).parent


def cut(line: socket.socket, seed: int, machine: str, image: Path) -> None:
    """Power is gone; `image` is what this machine's disk holds."""
    shutil.rmtree(image, ignore_errors=True)
    line.sendall(f"cut {seed} {machine} {image}\n".encode())
    assert line.recv(100) == b"done\n"


def survivors(image: Path) -> set[str]:
    """Open what the disk holds as the kiosk does after power is back; every submission in it must be whole."""
    store = Store(image / "queue", limits=Limits(ballast=1 << 16))
    try:
        store.reopen()  # quick_check
        store.sweep()
        deliveries, found = Deliveries(store), set[str]()
        while parcel := deliveries.take(300.0):
            for part in parcel.parts:
                assert len(deliveries.data(parcel, part)) == part.ref.size
            deliveries.settle(parcel, State.SENT, "receipt", "", 60.0)
            found.add(str(parcel.manifest.submission_id))
        return found
    finally:
        store.close()


class Machine:
    """A kiosk that stores submissions on a volatile disk."""

    def __init__(self, folder: Path, forced: str = "FULL") -> None:
        folder.mkdir()
        self.name = folder.name
        self.acknowledged: set[str] = set()
        command = [sys.executable, str(HERE / "steady_writer.py"), str(folder / "queue"), forced]
        self._writer = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)

    def store(self, count: int, ahead: int = 3) -> None:
        """Return after `count` more were acknowledged, while up to `ahead` further ones are under way."""
        assert self._writer.stdin is not None and self._writer.stdout is not None
        self._writer.stdin.write(b"." * (count + (0 if self.acknowledged else ahead)))
        for _ in range(count):
            line = b""
            while not line.endswith(b"\n"):
                line += self._writer.stdout.read(1) or pytest.fail("the writer ended")
            self.acknowledged.add(line.decode().strip())

    def scrap(self) -> None:
        self._writer.kill()
        self._writer.communicate()


@pytest.mark.parametrize(
    ("cuts", "seed"), [(16, 1), pytest.param(500, 2, marks=[pytest.mark.faults, pytest.mark.slow])]
)
def test_what_was_acknowledged_survives_power_cuts(
    tmp_path: Path, volatile: tuple[Path, socket.socket], cuts: int, seed: int
) -> None:
    mountpoint, line = volatile
    chance, checked = random.Random(seed), 0
    image = tmp_path / "image"
    for first in range(0, cuts, 8):  # a new machine now and then, so that young queues are cut too
        machine = Machine(mountpoint / f"machine{first}")
        for number in range(first, min(first + 8, cuts)):
            machine.store(chance.randrange(1, 12))
            cut(line, 0 if number % 4 == 0 else chance.randrange(1, 1 << 30), machine.name, image)
            found = survivors(image / machine.name)
            assert machine.acknowledged - found == set()
            checked += len(found)
        machine.scrap()
    say(cuts=cuts, submissions_checked=checked, lost=0, torn=0)


def test_the_file_system_would_show_a_queue_that_does_not_force_its_writes(
    tmp_path: Path, volatile: tuple[Path, socket.socket]
) -> None:
    """The control: with ``synchronous=OFF`` acknowledged submissions are gone, or the database does not open at all."""
    mountpoint, line = volatile
    machine = Machine(mountpoint / "careless", forced="OFF")
    machine.store(10)
    cut(line, 0, machine.name, tmp_path / "image")
    try:
        found = survivors(tmp_path / "image" / machine.name)
    except OutboxError:
        found = set()
    machine.scrap()
    assert machine.acknowledged - found
