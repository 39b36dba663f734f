"""What systemd and the package's scripts are told: ready, alive, busy with a citizen."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from kiosk.visit.snapshot import Snapshot
from kiosk.visit.states import State
from ui.touch.supervised import Heartbeat, VisitLock, visit_lock

WAITS = {"WATCHDOG_USEC": "30000000"}


@pytest.fixture
def said() -> Iterator[list[str]]:
    app = QGuiApplication.instance() or QGuiApplication([])
    yield []
    del app


def tick(heart: Heartbeat) -> None:
    """A third of what systemd waits goes by."""
    heart.findChild(QTimer).timeout.emit()


def started(said: list[str]) -> Heartbeat:
    heart = Heartbeat(WAITS, said.append)
    heart.ready()
    return heart


def test_ready_is_said_at_once_and_no_ping_before_the_kiosk_has_beaten(said):
    heart = started(said)
    tick(heart)
    assert said == ["READY=1"]
    assert heart.findChild(QTimer).interval() == 10_000


def test_every_beat_is_worth_one_ping_so_that_a_kiosk_that_hangs_is_seen(said):
    heart = started(said)
    heart.beat()
    for _ in range(3):
        tick(heart)
    assert said == ["READY=1", "WATCHDOG=1"]
    heart.beat()
    tick(heart)
    assert said[2:] == ["WATCHDOG=1"]


def test_a_screen_that_says_why_there_is_no_kiosk_stays(said):
    heart = started(said)
    heart.rest()
    tick(heart)
    tick(heart)
    assert said[1:] == ["WATCHDOG=1", "WATCHDOG=1"]


def test_without_a_watchdog_nothing_is_pinged(said):
    heart = Heartbeat({}, said.append)
    heart.ready()
    assert not heart.findChild(QTimer).isActive()
    assert said == ["READY=1"]


def is_free(file) -> bool:
    with file.open("a") as other:
        try:
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@pytest.fixture
def lock(tmp_path) -> Iterator[VisitLock]:
    with visit_lock({"RUNTIME_DIRECTORY": str(tmp_path)}) as lock:
        yield lock


def test_the_lock_is_held_from_the_first_touch_until_the_data_is_wiped(lock, tmp_path):
    file = tmp_path / "visit.lock"
    lock.follow(Snapshot(State.WELCOME))
    assert is_free(file)
    for state in (State.CATALOGUE, State.FILL):
        lock.follow(Snapshot(state, visit="ab"))
        assert not is_free(file)
    lock.follow(Snapshot(State.WELCOME))
    assert is_free(file)


def test_a_visit_that_begins_while_the_kiosk_is_being_stopped_does_not_wait(lock, tmp_path):
    file = tmp_path / "visit.lock"
    with file.open("a") as stopping:
        fcntl.flock(stopping, fcntl.LOCK_EX)
        lock.follow(Snapshot(State.CATALOGUE, visit="ab"))
    lock.follow(Snapshot(State.FILL, visit="ab"))
    assert not is_free(file)


def test_outside_systemd_there_is_no_lock():
    with visit_lock({}) as lock:
        assert lock is None
