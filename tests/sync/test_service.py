import socket
from pathlib import Path
from threading import Event, Thread

import pytest

from sync.link_settings import LinkSettings
from sync.outbox import Store
from sync.service import AlreadyRunning, SyncService, SyncSettings
from sync.systemd import notify_systemd
from sync.watchdog import Watchdog
from sync.worker import WorkerSettings
from tests.sync.envelopes import envelope
from tests.sync.portals import KIOSK_KEY, RECEIPT_KEY, Clock, portal_server


def settings(queue: Path, url: str) -> SyncSettings:
    link = LinkSettings(url, loopback_http=True)
    return SyncSettings(queue, link, RECEIPT_KEY.public, KIOSK_KEY, WorkerSettings(poll=0.01))


def delivered(store: Store, count: int) -> bool:
    """True once so many receipts are held; a generous number of looks, not a sleep, bounds the wait."""
    for _ in range(2000):
        if len(store.counts().by_state) and store.counts().waiting == 0 and len(store.entries()) == count:
            return True
        Event().wait(0.01)
    return False


def test_a_running_service_delivers_what_is_stored(tmp_path: Path) -> None:
    store = Store(tmp_path / "queue")
    with portal_server(tmp_path / "portal") as portal:
        service = SyncService(settings(tmp_path / "queue", portal.url))
        service.start()
        for sequence in range(1, 6):
            store.enqueue(envelope(sequence))
        assert delivered(store, 5)
        service.stop()
    store.close()


def test_one_queue_is_served_by_one_process(tmp_path: Path) -> None:
    first, second = (SyncService(settings(tmp_path, "http://127.0.0.1:9")) for _ in range(2))
    first.start()
    with pytest.raises(AlreadyRunning):
        second.start()
    first.stop()
    third = SyncService(settings(tmp_path, "http://127.0.0.1:9"))
    third.start()
    third.stop()


def test_run_tells_systemd_and_ends_when_asked(tmp_path: Path) -> None:
    said: list[str] = []
    service = SyncService(settings(tmp_path, "http://127.0.0.1:9"))

    def notify(message: str) -> None:
        said.append(message)
        service.request_stop()

    thread = Thread(target=service.run, args=(notify,))
    thread.start()
    thread.join(20)
    assert not thread.is_alive()
    assert said[0] == "READY=1"


def test_systemd_is_told_on_its_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        notify_systemd("READY=1")
        assert line.recv(100) == b"READY=1"
    monkeypatch.delenv("NOTIFY_SOCKET")
    notify_systemd("READY=1")


def test_a_worker_that_hangs_is_noticed() -> None:
    clock = Clock(0.0)
    watchdog = Watchdog(silence=900.0, monotonic=clock)
    one, _hangs = watchdog.member("worker 0"), watchdog.member("worker 1")
    clock.pass_(800.0)
    one()
    assert watchdog.all_alive()
    clock.pass_(200.0)
    one()
    assert not watchdog.all_alive()
