"""A province in small: 200 simulated kiosks bring 20,000 dossiers to a portal of two processes on PostgreSQL.

Clients, portal and database share this machine, so its cores are what limits; the figures say who used them.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from base64 import b64decode
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import text

from sync.envelope import ClearPart, Clock, FormRef, Particulars, new_submission_id
from sync.http_link import HttpLink
from sync.http_portal import HttpPortal
from sync.kiosk_keys import KeyUse, load_or_make
from sync.link_settings import LinkSettings
from sync.local_number import local_number
from sync.reference_portal.tables import PortalDatabase
from sync.seal import PortalKey, seal
from tests.support.own_postgres import MISSING, Cluster, own_postgres
from tests.sync.portal.desks import FORM, NOW, answers_part

RAMP = (10, 50, 100, 200)
"""Kiosks that send at the same time."""
SUBMISSIONS = 5_000
"""In each step of the ramp."""
PORTALS, CLIENTS = 2, 2
"""Processes of either side."""
_ANSWERS = ClearPart("answers", "application/json", json.dumps(answers_part(), ensure_ascii=False).encode())


def run() -> dict[str, Any]:
    """Measure; the last line of `kiosk bench portal --json` is this object."""
    if MISSING:
        return {"skipped": MISSING}
    with own_postgres() as cluster, _portal(cluster) as portal:
        steps = [_step(portal, kiosks, number) for number, kiosks in enumerate(RAMP)]
        held = _held(cluster)
    sent = SUBMISSIONS * len(RAMP)
    assert held == {"rows": sent, "ids": sent, "local_numbers": sent, "codes": sent}, held
    return {
        "submissions": sent,
        "portal_processes": PORTALS,
        "cores": os.cpu_count(),
        "ramp": steps,
        "lost": 0,
        "doubled": 0,
    }


@dataclass(frozen=True)
class _Portal:
    folder: Path
    url: str
    sealing: PortalKey
    receipt_id: str
    receipt: bytes
    process: int
    postmaster: int


@contextmanager
def _portal(cluster: Cluster) -> Iterator[_Portal]:
    folder = Path(tempfile.mkdtemp(prefix="bench-portal-"))
    (folder / "portal" / "enrolled").mkdir(parents=True)
    for number in range(max(RAMP)):
        key = load_or_make(folder / "keys", _name(number), KeyUse.MANIFEST)
        shutil.copy(folder / "keys" / f"{key.key_id}.pub", folder / "portal" / "enrolled")
    where = ("--folder", str(folder / "portal"), "--port", "0", "--database", cluster.url, "--workers", str(PORTALS))
    command = [sys.executable, "-m", "ui.cli.main", "portal", "serve", *where]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        said = json.loads(process.stdout.readline())
        sealing = PortalKey(said["sealing_key_id"], b64decode(said["sealing_key"]))
        receipt = (said["receipt_key_id"], b64decode(said["receipt_key"]))
        yield _Portal(folder, said["listen"], sealing, *receipt, process.pid, cluster.postmaster)
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


def _name(number: int) -> str:
    return f"K{number:03d}"


def _step(portal: _Portal, kiosks: int, step: int) -> dict[str, Any]:
    """So many kiosks send at once, each its share, one after the other."""
    each = SUBMISSIONS // kiosks
    groups = [[(portal, number, step, each) for number in range(first, kiosks, CLIENTS)] for first in range(CLIENTS)]
    before, began = _cpu(portal), time.perf_counter()
    with ProcessPoolExecutor(CLIENTS, multiprocessing.get_context("fork")) as clients:
        took = [seconds for group in clients.map(_group, groups) for seconds in group]
    spent, after = time.perf_counter() - began, _cpu(portal)
    assert len(took) == SUBMISSIONS
    return {
        "kiosks": kiosks,
        "submissions_per_s": round(SUBMISSIONS / spent, 1),
        "p50_ms": round(statistics.median(took) * 1e3),
        "p95_ms": round(statistics.quantiles(took, n=20)[18] * 1e3),
        "cpu_ms_per_submission": {who: round((after[who] - before[who]) / SUBMISSIONS * 1e3, 2) for who in after},
    }


def _group(kiosks: list[tuple[_Portal, int, int, int]]) -> list[float]:
    with ThreadPoolExecutor(len(kiosks)) as threads:
        return [seconds for one in threads.map(lambda said: _kiosk(*said), kiosks) for seconds in one]


def _kiosk(portal: _Portal, number: int, step: int, count: int) -> list[float]:
    """Bring dossiers; return how long each took."""
    key = load_or_make(portal.folder / "keys", _name(number), KeyUse.MANIFEST)
    receipts = {portal.receipt_id: Ed25519PublicKey.from_public_bytes(portal.receipt)}
    session = HttpPortal(HttpLink(LinkSettings(portal.url, loopback_http=True)), receipts, key)
    took = []
    for sequence in range(step * count + 1, (step + 1) * count + 1):
        sent = seal(_particulars(number, step * 2_000 + sequence - step * count), (_ANSWERS,), portal.sealing)
        began = time.perf_counter()
        session.offer(sent.manifest)
        session.put_part(sent.manifest, sent.parts[0].ref, sent.parts[0].data)
        session.complete(sent.manifest)
        took.append(time.perf_counter() - began)
    session.close()
    return took


def _particulars(number: int, sequence: int) -> Particulars:
    return Particulars(
        submission_id=new_submission_id(NOW),
        local_number=local_number(_name(number), NOW.date(), sequence),
        kiosk=_name(number),
        sequence=sequence,
        procedure="1.010041",
        created_at=NOW,
        clock=Clock.SYNCHRONISED,
        forms=(FormRef(FORM.id, FORM.sha256),),
    )


def _held(cluster: Cluster) -> dict[str, int]:
    database = PortalDatabase(cluster.url)
    counted = "count(*), count(DISTINCT id), count(DISTINCT local_number), count(DISTINCT dossier_code)"
    with database.transaction() as connection:
        row = connection.execute(text(f"SELECT {counted} FROM submissions WHERE receipt <> ''")).one()
    database.close()
    return dict(zip(("rows", "ids", "local_numbers", "codes"), row, strict=True))


def _cpu(portal: _Portal) -> dict[str, float]:
    """Processor seconds so far of portal and database with all their processes."""
    return {"portal": _tree(portal.process), "database": _tree(portal.postmaster)}


def _tree(root: int) -> float:
    """Of a process, its children and those that have ended (proc_pid_stat(5), fields 4 and 14 to 17)."""
    spent = 0.0
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
        if root in (int(file.parent.name), int(fields[1])):
            spent += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return spent
