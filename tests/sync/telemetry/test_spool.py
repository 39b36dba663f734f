"""Records on the disk: in order, each once, capped, and every one that is missing is counted."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from sync.telemetry import Recorder, Spool


def record(seq, level="info", event="card_fault", boot="b0", **more):
    return {"boot": boot, "seq": seq, "level": level, "event": event, **more}


def numbers(spool, boot="b0", limit=100_000):
    lines = [json.loads(line) for line in spool.batch(limit).lines]
    return [line["seq"] for line in lines if line["boot"] == boot]


def test_records_come_out_in_order_and_are_forgotten_when_acknowledged(spool):
    spool.append([record(1), record(2), record(1, boot="b1"), record(3)])
    batch = spool.batch(3)
    assert batch.ends == {"b0": 2, "b1": 1}
    spool.acknowledge({"b0": 2})
    assert (numbers(spool), numbers(spool, "b1")) == ([3], [1])


def test_a_full_spool_drops_the_oldest_of_the_lowest_rank_and_counts(tmp_path):
    spool = Spool(tmp_path / "small.db", cap=10_000)
    spool.append([record(1, "warning", "sequence_fail")])
    spool.append([record(seq, "debug", "metric", code="x" * 50) for seq in range(2, 40)])
    spool.append([record(seq, "info", code="y" * 50) for seq in range(40, 100)])
    spool.append([record(seq, "error", code="z" * 50) for seq in range(100, 140)])
    held = numbers(spool)
    assert held[0] == 1
    assert not set(range(2, 40)) & set(held)
    assert set(range(100, 140)) <= set(held)
    infos = [seq for seq in held if 40 <= seq < 100]
    assert infos == list(range(100 - len(infos), 100))
    assert spool.batch().dropped == 139 - len(held)
    spool.close()


def test_security_events_outlive_any_number_of_others(tmp_path):
    spool = Spool(tmp_path / "small.db", cap=20_000)
    for start in range(1, 5_000, 50):
        spool.append([record(start, event="authz_fail")] if start % 1000 == 1 else [])
        spool.append(
            [record(seq, "error", "sys_crash" if seq < 3 else "queue_fail") for seq in range(start + 1, start + 50)]
        )
    assert {1, 1001, 2001, 3001, 4001, 2} <= set(numbers(spool))
    spool.close()


def test_the_cap_holds_in_bytes(tmp_path):
    spool = Spool(tmp_path / "small.db", cap=10_000)
    for seq in range(1, 1_000):
        spool.append([record(seq, code="x" * (seq % 60))])
    assert sum(len(line) for line in spool.batch(100_000).lines) <= 10_000
    spool.close()


def test_making_room_leaves_the_count_of_bytes_true(tmp_path):
    spool = Spool(tmp_path / "small.db", cap=5_000)
    spool.append([record(seq) for seq in range(1, 200)])
    spool.acknowledge(spool.batch(100_000).ends)
    spool.append([record(seq) for seq in range(200, 250)])
    assert len(numbers(spool)) == 50
    spool.close()


WRITER = """
import sys
from pathlib import Path
from sync.telemetry import Recorder, Spool
recorder = Recorder(Spool(Path(sys.argv[1])))
print(recorder.boot, flush=True)
for number in range(1_000_000):
    recorder.record({"event": "card_fault", "level": "info", "count": number})
    if number % 50 == 0:
        print(number, flush=True)
        sys.stdin.readline()
"""


def test_numbers_have_no_gap_after_kill_nine_at_any_moment(tmp_path):
    file, boots = tmp_path / "telemetry.db", []
    for round_ in range(6):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(file)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[3],
        )
        boots.append(writer.stdout.readline().strip())
        for _ in range(4 + 3 * round_):
            writer.stdout.readline()
            writer.stdin.write("\n")
            writer.stdin.flush()
        os.kill(writer.pid, signal.SIGKILL)
        writer.communicate()
    spool = Spool(file)
    for boot in boots:
        held = numbers(spool, boot)
        assert held == list(range(1, len(held) + 1))
    assert sum(len(numbers(spool, boot)) for boot in boots) > 0
    spool.close()


def test_a_disk_that_fails_loses_records_only_into_the_count(spool, monkeypatch):
    recorder = Recorder(spool)
    with monkeypatch.context() as patch:
        from sync.outbox.errors import OutboxError, OutboxFault

        def broken(*_):
            raise OutboxError(OutboxFault.FULL)

        patch.setattr(spool, "append", broken)
        for _ in range(3):
            recorder.record({"event": "card_fault", "level": "info"})
        recorder.close()
    second = Recorder(spool)
    second._lost = recorder._lost
    second.record({"event": "card_fault", "level": "info"})
    second.close()
    assert spool.batch().dropped == 3
    assert len(spool.batch().lines) == 1
