"""A full disk and a dying one: what was acknowledged stays, what was not is said, work goes on when there is room."""

import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.envelope import ClearPart
from sync.outbox import Deliveries, Limits, OutboxError, OutboxFault, State, Store
from tests.sync.envelopes import ANSWERS, envelope

MIB = 1024 * 1024
LIMITS = Limits(in_row=1000, watermark=1 * MIB, ballast=1 * MIB)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 6 MiB."""
    if os.geteuid() != 0:
        pytest.skip("a small disk of its own needs root (tmpfs)")
    mountpoint = tmp_path / "small"
    mountpoint.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(mountpoint)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"cannot mount a small disk: {mounted.stderr.decode().strip()}")
    yield mountpoint
    subprocess.run(["umount", "--lazy", str(mountpoint)], check=True)


def fill(store: Store, first: int = 1) -> list[str]:
    """Store until there is no room; return what was acknowledged."""
    acknowledged = []
    for sequence in range(first, 2000):
        one = envelope(sequence, ANSWERS, ClearPart("paper-1", "application/pdf", bytes(60_000)))
        try:
            store.enqueue(one)
        except OutboxError as error:
            assert error.fault is OutboxFault.FULL
            return acknowledged
        acknowledged.append(str(one.manifest.submission_id))
    raise AssertionError("the disk never became full")


def held(store: Store) -> set[str]:
    return {str(entry.submission_id) for entry in store.entries(limit=5000)}


def settle_one(store: Store, deliveries: Deliveries) -> None:
    """Take and settle one; make room, as the worker does, when even that cannot be written."""
    for _ in range(2):
        try:
            parcel = deliveries.take(0.0)
            assert parcel is not None
            deliveries.settle(parcel, State.ACCEPTED, "receipt", "H36.12-260916-0001", 0.0)
        except OutboxError as error:
            assert error.fault is OutboxFault.FULL
            store.make_room()
        else:
            return
    raise AssertionError("a receipt could not be noted on a full disk")


def test_on_a_full_disk_nothing_acknowledged_is_lost_and_receipts_make_room(small_disk: Path) -> None:
    store = Store(small_disk / "queue", limits=LIMITS)
    acknowledged = fill(store)
    assert len(acknowledged) > 30
    assert held(store) == set(acknowledged)
    with pytest.raises(OutboxError):
        store.room()
    deliveries = Deliveries(store)
    for _ in range(20):
        settle_one(store, deliveries)  # as the worker does: receipts are noted in the room of the ballast
    store.make_room()
    more = fill(store, first=1000)
    assert len(more) >= 15  # in the room of ciphertext that the portal has signed for
    assert held(store) == {*acknowledged, *more}
    assert (small_disk / "queue" / "ballast").stat().st_size == LIMITS.ballast
    store.close()
    again = Store(small_disk / "queue", limits=LIMITS)
    again.reopen()
    assert held(again) == {*acknowledged, *more}
    again.close()


def test_a_disk_that_cannot_force_is_not_trusted_until_it_was_checked(volatile: tuple[Path, socket.socket]) -> None:
    mountpoint, line = volatile
    store = Store(mountpoint / "queue", limits=LIMITS)
    before = envelope(1)
    store.enqueue(before)
    switch(line, "on")
    for one in (envelope(2), envelope(3)):
        with pytest.raises(OutboxError) as caught:
            store.enqueue(one)
        assert caught.value.fault is OutboxFault.BROKEN
    switch(line, "off")
    with pytest.raises(OutboxError):  # healed or not: nothing is taken before the file was read again
        store.enqueue(envelope(4))
    store.reopen()
    after = envelope(5)
    store.enqueue(after)
    assert {str(one.manifest.submission_id) for one in (before, after)} <= held(store)
    store.close()


def test_large_parts_that_cannot_be_forced_are_not_acknowledged(volatile: tuple[Path, socket.socket]) -> None:
    mountpoint, line = volatile
    store = Store(mountpoint / "queue", limits=LIMITS)
    switch(line, "on")
    with pytest.raises(OutboxError) as caught:
        store.enqueue(envelope(1, ClearPart("paper-1", "application/pdf", bytes(60_000))))
    assert caught.value.fault is OutboxFault.BROKEN
    switch(line, "off")
    store.reopen()
    assert held(store) == set()
    store.sweep()
    assert [path.name for path in (mountpoint / "queue" / "parts").iterdir()] == [".lock"]
    store.close()


def switch(line: socket.socket, to: str) -> None:
    line.sendall(f"eio {to}\n".encode())
    assert line.recv(100) == b"done\n"
