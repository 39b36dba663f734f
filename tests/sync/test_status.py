"""The screen asks what became of a dossier through the sync process, which alone has the network."""

import contextlib
import socket
from pathlib import Path

import pytest

from sync.link_settings import LinkSettings
from sync.outbox import Store
from sync.portal import Outcome, PortalError
from sync.portal_probe import Probe
from sync.receipt import Standing
from sync.service import SyncService, SyncSettings
from sync.status import DossierStatus, StatusServer, ask_probe, ask_status
from tests.sync.envelopes import envelope
from tests.sync.meddler import Meddler, answer
from tests.sync.portals import KIOSK_KEY, RECEIPT_KEY, Clock, drain, http_portal, portal_server, worker


async def test_a_dossier_is_found_by_its_code_with_its_local_number(tmp_path: Path) -> None:
    tmp_path /= "longer than the address of a local socket may be " * 3
    with portal_server(tmp_path / "portal") as portal:
        store = Store(tmp_path / "queue")
        store.enqueue(envelope(1))
        drain(worker(store, portal.url, Clock()))
        (entry,) = store.entries()
        link = LinkSettings(portal.url, loopback_http=True)
        service = SyncService(SyncSettings(tmp_path / "queue", link, RECEIPT_KEY.public, KIOSK_KEY))
        service.start()
        found = await ask_status(tmp_path / "queue", entry.dossier_code)
        assert found == DossierStatus(entry.dossier_code, entry.local_number, Standing.ACCEPTED)
        assert await ask_status(tmp_path / "queue", entry.local_number) == found  # the code is bound to it for ever
        assert await ask_status(tmp_path / "queue", "H36.12-260916-9999") is None
        assert await ask_status(tmp_path / "queue", "../../etc/passwd") is None
        service.stop()
        store.close()


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (answer(200, b"<html>", "text/html"), Outcome.CAPTIVE_PORTAL),
        (answer(200, b'{"standing": "lost"}'), Outcome.SERVER_ERROR),
        (answer(200, b'{"standing": "accepted"}'), Outcome.SERVER_ERROR),
        (answer(503), Outcome.SERVER_ERROR),
    ],
)
async def test_what_is_wrong_with_the_portal_is_told(tmp_path: Path, said: bytes, outcome: Outcome) -> None:
    with Meddler(9, lambda _: said) as between:
        server = StatusServer(tmp_path, lambda: http_portal(between.url), never)
        with pytest.raises(PortalError) as caught:
            await ask_status(tmp_path, "H36.12-260916-0001")
        server.close()
    assert caught.value.outcome is outcome


def never() -> Probe:
    raise AssertionError


async def test_the_way_to_the_portal_is_tried_where_the_network_is(tmp_path: Path) -> None:
    with portal_server(tmp_path / "portal") as portal:
        link = LinkSettings(portal.url, loopback_http=True)
        service = SyncService(SyncSettings(tmp_path / "queue", link, RECEIPT_KEY.public, KIOSK_KEY))
        service.start()
        said = await ask_probe(tmp_path / "queue")
        assert (said.outcome, said.address, said.answered) == (None, "127.0.0.1", True)
        assert said.skew_seconds is not None
        assert abs(said.skew_seconds) < 60
        portal.stop()
        assert (await ask_probe(tmp_path / "queue")).outcome is Outcome.PORTAL_AWAY
        service.stop()
    with pytest.raises(PortalError):
        await ask_probe(tmp_path / "queue")


async def test_without_the_sync_process_there_is_an_answer_too(tmp_path: Path) -> None:
    with pytest.raises(PortalError):
        await ask_status(tmp_path, "H36.12-260916-0001")


def test_rubbish_on_the_socket_is_left_alone(tmp_path: Path) -> None:
    server = StatusServer(tmp_path, lambda: http_portal("http://127.0.0.1:9"), never)
    for rubbish in (b"rubbish\n", b"[]\n", b"\xff\n", b"{}\n", b"x" * 10_000 + b"\n"):
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(tmp_path / "status.sock"))
            line.sendall(rubbish)
            line.shutdown(socket.SHUT_WR)
            with contextlib.suppress(ConnectionResetError):  # closed with bytes unread
                assert line.recv(100) == b""
    server.close()
