"""Slow and lossy lines: late pieces, silence, resets, real packets that are dropped; all arrives, and once."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import pytest

from sync.envelope import ClearPart
from sync.outbox import Store
from sync.worker import Worker, WorkerSettings
from tests.faults.judge import assert_nothing_lost_doubled_or_stuck, say
from tests.faults.slow_proxy import Badness, SlowProxy
from tests.sync.envelopes import ANSWERS, envelope
from tests.sync.portals import Clock, drain, http_portal, portal_server

BIG = ClearPart("paper-1", "application/pdf", bytes(300_000))
BAD = Badness(delay=0.01, bytes_per_second=4_000_000, stalls=0.02, resets=0.05)
SLOW = "rate 4mbit burst 3kb limit 12kb"
"""Of tc-tbf(8): what does not fit 12 kB in flight is dropped, as a congested mobile line does."""
LONG = [pytest.mark.faults, pytest.mark.slow]


@pytest.mark.parametrize(("submissions", "seed"), [(30, 1), pytest.param(1000, 2, marks=LONG)])
def test_a_line_that_is_late_falls_silent_and_breaks_delivers_everything_once(
    tmp_path: Path, submissions: int, seed: int
) -> None:
    clock, acknowledged = Clock(), set()
    store = Store(tmp_path / "queue", clock)
    for number in range(1, submissions + 1):
        one = envelope(number, ANSWERS, BIG) if number % 10 == 0 else envelope(number)
        store.enqueue(one)
        acknowledged.add(str(one.manifest.submission_id))
    with portal_server(tmp_path / "portal", patience=0.5) as portal, SlowProxy(portal.port, BAD, seed) as line:
        one_worker = Worker(store, http_portal(line.url, read_seconds=0.3), WorkerSettings(), clock)
        for _ in range(200):
            drain(one_worker, most=100_000)
            if store.counts().waiting == 0:
                break
            clock.pass_(4000.0)
        held = assert_nothing_lost_doubled_or_stuck(store, tmp_path / "portal", acknowledged)
    store.close()
    assert held == submissions
    assert line.stalled > 0 and line.reset > 0
    say(submissions=held, connections=line.connections, silences=line.stalled, resets=line.reset, lost=0, doubled=0)


@pytest.fixture
def slow_namespace() -> Iterator[str]:
    """A network namespace whose loopback is slow and drops packets; skips loudly where that is not permitted."""
    if os.geteuid() != 0:
        pytest.skip("a slow line of its own needs root (network namespaces)")
    name = f"slow-{token_hex(4)}"
    inside = ["ip", "netns", "exec", name]
    made = [
        ["ip", "netns", "add", name],
        [*inside, "ip", "link", "set", "lo", "mtu", "1500", "up"],
        [*inside, "tc", "qdisc", "add", "dev", "lo", "root", "tbf", *SLOW.split()],
    ]
    try:
        for command in made:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                pytest.skip(f"no slow line here: {' '.join(command)}: {done.stderr.strip()}")
        yield name
    finally:
        subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False)


def dropped(namespace: str) -> int:
    said = subprocess.run(
        ["ip", "netns", "exec", namespace, "tc", "-s", "-j", "qdisc", "show", "dev", "lo"],
        capture_output=True,
        check=True,
    )
    return sum(int(one.get("drops", 0)) for one in json.loads(said.stdout))


@pytest.mark.parametrize("submissions", [20, pytest.param(300, marks=LONG)])
def test_a_line_that_drops_real_packets_delivers_everything_once(
    tmp_path: Path, slow_namespace: str, submissions: int
) -> None:
    program = str(Path(__file__).with_name("slow_line.py"))
    command = ["ip", "netns", "exec", slow_namespace, sys.executable, program, str(tmp_path), str(submissions)]
    said = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=600).stdout)
    lost = dropped(slow_namespace)
    assert said["held"] == submissions
    assert lost > 10, "the line was not lossy"
    say(submissions=said["held"], seconds=said["seconds"], packets_dropped=lost, lost=0, doubled=0, stuck=0)
