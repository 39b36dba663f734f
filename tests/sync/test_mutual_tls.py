"""The negative table of mutual TLS: each row would get through without its control, none does."""

import contextlib
import socket
import ssl
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest

from sync.http_link import HttpLink
from sync.link_settings import LinkSettings
from sync.portal import Outcome, PortalError
from sync.tls_probe import certificate_refused
from tests.sync.certificates import CLIENT, SERVER, Authority, Pair

LARGE = bytes(2_000_000)
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"


@dataclass(frozen=True)
class World:
    """Our authority, a rogue one, and a kiosk's certificate."""

    ours: Authority
    rogue: Authority
    server: Pair
    kiosk: Pair


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("pki")
    ours, rogue = Authority(folder, "ours"), Authority(folder, "rogue")
    return World(ours, rogue, ours.issue("server", SERVER), ours.issue("kiosk", CLIENT))


@contextmanager
def tls_server(
    pair: Pair, client_ca: Path, newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3, cuts: bool = False
) -> Iterator[tuple[str, list[int]]]:
    """A server that demands a client certificate; yields its address and the sizes of requests it let through."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair.certificate, pair.key)
    context.load_verify_locations(client_ca)
    context.verify_mode = ssl.CERT_REQUIRED
    context.maximum_version = newest
    heard: list[int] = []
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _ = listening.accept()
                with contextlib.suppress(OSError), line, context.wrap_socket(line, server_side=True) as secure:
                    heard.append(len(secure.recv(65536)))
                    if cuts:
                        secure.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    else:
                        secure.sendall(OK)

    thread = Thread(target=serve, daemon=True)
    thread.start()
    yield f"https://127.0.0.1:{listening.getsockname()[1]}", heard
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join()


def ask(url: str, ca: Path, pair: Pair | None, body: bytes = b"") -> int:
    """One exchange of a kiosk."""
    link = HttpLink(LinkSettings(url, ca, pair and pair.certificate, pair and pair.key, read_seconds=5.0))
    try:
        return link.exchange("POST" if body else "GET", "/v1/x", frozenset({200}), body).status
    finally:
        link.close()


def refused(url: str, ca: Path, pair: Pair | None, body: bytes = b"") -> Outcome:
    with pytest.raises(PortalError) as caught:
        ask(url, ca, pair, body)
    return caught.value.outcome


def test_an_enrolled_kiosk_and_its_portal_understand_each_other(world: World) -> None:
    with tls_server(world.server, world.ours.file) as (url, _):
        assert ask(url, world.ours.file, world.kiosk) == 200


@pytest.mark.parametrize("body", [b"", LARGE], ids=["GET", "large POST"])
@pytest.mark.parametrize("case", ["none", "other CA", "expired", "server usage"])
def test_a_kiosk_without_a_good_certificate_does_not_get_through(world: World, case: str, body: bytes) -> None:
    pair = {
        "none": None,
        "other CA": world.rogue.issue("kiosk", CLIENT),
        "expired": world.ours.issue("old", CLIENT, expired=True),
        "server usage": world.ours.issue("misused", SERVER),
    }[case]
    with tls_server(world.server, world.ours.file) as (url, heard):
        assert refused(url, world.ours.file, pair, body) is Outcome.CERTIFICATE
        assert heard == []


@pytest.mark.parametrize("case", ["rogue CA", "other host", "expired", "client usage"])
def test_a_false_portal_gets_nothing(world: World, case: str) -> None:
    pair = {
        "rogue CA": world.rogue.issue("server", SERVER),
        "other host": world.ours.issue("other", SERVER, host="other.example"),
        "expired": world.ours.issue("stale", SERVER, expired=True),
        "client usage": world.ours.issue("turned", CLIENT),
    }[case]
    with tls_server(pair, world.ours.file) as (url, heard):
        assert refused(url, world.ours.file, world.kiosk) is Outcome.CERTIFICATE
        assert heard == []


def test_a_portal_that_only_speaks_tls_1_2_is_refused(world: World) -> None:
    with tls_server(world.server, world.ours.file, ssl.TLSVersion.TLSv1_2) as (url, _):
        assert refused(url, world.ours.file, world.kiosk) is Outcome.CERTIFICATE


def test_nothing_of_the_environment_counts(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy, and a CA bundle that would let the rogue server in (requests takes it even when `verify` is set)."""
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(world.rogue.file))
    monkeypatch.setenv("SSL_CERT_FILE", str(world.rogue.file))
    with tls_server(world.server, world.ours.file) as (url, _):
        assert ask(url, world.ours.file, world.kiosk) == 200
    with tls_server(world.rogue.issue("false", SERVER), world.ours.file) as (url, _):
        assert refused(url, world.ours.file, world.kiosk) is Outcome.CERTIFICATE


def test_without_a_pinned_ca_nothing_is_sent(world: World) -> None:
    with pytest.raises(PortalError, match="CA"):
        HttpLink(LinkSettings("https://127.0.0.1:1"))


@pytest.mark.parametrize("url", ["http://portal.example", "http://10.0.0.1", "ftp://127.0.0.1", "http://127.0.0.1"])
def test_plain_http_is_for_loopback_and_only_when_allowed(url: str) -> None:
    with pytest.raises(PortalError, match="https"):
        HttpLink(LinkSettings(url, loopback_http=url != "http://127.0.0.1"))


def test_unreadable_certificate_files_are_a_certificate_fault(world: World, tmp_path: Path) -> None:
    with tls_server(world.server, world.ours.file) as (url, _):
        assert refused(url, tmp_path / "missing.pem", None) is Outcome.CERTIFICATE
        (tmp_path / "rubbish.pem").write_text("rubbish")
        assert refused(url, tmp_path / "rubbish.pem", None) is Outcome.CERTIFICATE
        rubbish = Pair(tmp_path / "rubbish.pem", tmp_path / "rubbish.pem")
        assert refused(url, world.ours.file, rubbish) is Outcome.CERTIFICATE


def test_a_certificate_that_went_away_meanwhile_is_not_a_refused_one(world: World, tmp_path: Path) -> None:
    gone = tmp_path / "gone.pem"
    assert not certificate_refused("https://127.0.0.1:9", world.ours.file, (gone, gone), 1.0)


def test_a_line_that_is_cut_is_not_mistaken_for_a_refused_certificate(world: World) -> None:
    with tls_server(world.server, world.ours.file, cuts=True) as (url, _):
        link = HttpLink(LinkSettings(url, world.ours.file, world.kiosk.certificate, world.kiosk.key))
        with pytest.raises(PortalError) as caught:
            link.exchange("POST", "/v1/x", frozenset({200}), LARGE)
        assert caught.value.outcome is Outcome.CUT
        link.close()


def test_networks_that_are_not_there_are_told_apart() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        free = taken.getsockname()[1]
    closed = LinkSettings(f"http://127.0.0.1:{free}", loopback_http=True)
    nameless = LinkSettings("https://no-such-name.invalid", ca=Path(ssl.get_default_verify_paths().openssl_cafile))
    for settings, outcome in ((closed, Outcome.PORTAL_AWAY), (nameless, Outcome.NAME_NOT_FOUND)):
        with pytest.raises(PortalError) as caught:
            HttpLink(settings).exchange("GET", "/v1/x", frozenset({200}))
        assert caught.value.outcome is outcome


def test_a_portal_that_never_answers_is_left_after_its_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        link = HttpLink(LinkSettings(url, loopback_http=True, read_seconds=0.2))
        with pytest.raises(PortalError) as caught:
            link.exchange("GET", "/v1/x", frozenset({200}))
        assert caught.value.outcome is Outcome.CUT
        link.close()
