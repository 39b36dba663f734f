"""`kiosk sync` as a process: it brings the province's catalogue, and tells the portal that it did."""

import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import requests

import resources
from sync.catalogue.publisher import Keys, publish
from sync.catalogue.standing import Freshness, standing
from tests.sync.envelopes import PORTAL_KEY
from tests.sync.portals import RECEIPT_KEY, WATCHING, portal_server
from tests.sync.test_queue_commands import settings_file


def run_until(word: str, settings: Path) -> None:
    """Run the process until its journal says a word, then end it as systemd does."""
    command = [sys.executable, "-m", "ui.cli.main", "sync", "--settings", str(settings)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    with process, process.stderr:
        for line in process.stderr:
            if word in line:
                process.send_signal(signal.SIGTERM)
                break
        process.stderr.read()
    assert process.returncode == 0


def arrived(url: str, wanted: str) -> bool:
    """True once the portal's metrics hold a text; a generous number of looks, not a sleep, bounds the wait."""
    for _ in range(200):
        if wanted in requests.get(f"{url}/v1/telemetry/metrics", headers=WATCHING, timeout=10).text:
            return True
        Event().wait(0.05)
    return False


def test_the_process_takes_the_catalogue_and_its_next_run_reports_it(tmp_path: Path) -> None:
    repository = tmp_path / "portal" / "catalogue"
    publish(resources.path(), repository, Keys(tmp_path / "keys"), lambda _: (), now=datetime.now(UTC))
    receipt = RECEIPT_KEY.private.public_key().public_bytes_raw()
    with portal_server(tmp_path / "portal") as portal:
        settings = settings_file(tmp_path, portal.url, PORTAL_KEY, receipt)
        root = f'[catalogue]\nroot = "{repository}/metadata/1.root.json"\n'
        settings.write_text(settings.read_text("utf-8") + root, "utf-8")
        run_until("catalogue_changed", settings)
        stands = standing(tmp_path / "kiosk" / "catalogue", datetime.now(UTC).timestamp())
        assert (stands.version, stands.freshness) == (1, Freshness.FRESH)
        run_until("catalogue_confirmed", settings)
        assert arrived(portal.url, 'kiosk_events_total{kiosk="K07",event="catalogue_changed",code=""} 1')
        assert arrived(portal.url, 'event="sys_shutdown",code=""} 1')
        assert (
            'kiosk_queue_depth{kiosk="K07",state="queued"} 0 '
            in requests.get(f"{portal.url}/v1/telemetry/metrics", headers=WATCHING, timeout=10).text
        )
