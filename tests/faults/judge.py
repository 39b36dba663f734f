"""Whether anything was lost, doubled or stuck: what the queue acknowledged against what the portal holds."""

import sys
from collections import Counter
from pathlib import Path

import pysqlite3

from sync.outbox import Store
from tests.sync.portals import Clock, drain, worker


def portal_rows(folder: Path) -> list[tuple[str, str, str]]:
    """Id, local number and dossier code of everything the portal completed."""
    with pysqlite3.connect(folder / "portal.db") as connection:
        found = connection.execute("SELECT id, local_number, dossier_code FROM submissions WHERE receipt <> ''")
        rows: list[tuple[str, str, str]] = found.fetchall()
    connection.close()
    return rows


def deliver_all(store: Store, url: str, clock: Clock) -> None:
    """Deliver what is left, letting time pass."""
    one = worker(store, url, clock)
    for _ in range(50):
        drain(one, most=100_000)
        if store.counts().waiting == 0:
            return
        clock.pass_(4000.0)


def assert_nothing_lost_doubled_or_stuck(store: Store, portal: Path, acknowledged: set[str]) -> int:
    """Check; return how many submissions the portal holds."""
    rows = portal_rows(portal)
    ids = {row[0] for row in rows}
    assert acknowledged - ids == set(), "acknowledged, but not at the portal"
    for column, what in ((1, "local number"), (2, "dossier code")):
        double = [value for value, count in Counter(row[column] for row in rows).items() if count > 1]
        assert double == [], f"one {what} twice"
    assert store.counts().waiting == 0, "stuck"
    return len(rows)


def say(**figures: object) -> None:
    """Print the figures of a suite (shown by ``pytest -s`` and ``./dev test faults``)."""
    sys.stdout.write("\n" + ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in figures.items()) + "\n")
