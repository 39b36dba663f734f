"""Runs the portal: in a thread of its own for tests and the demonstration, in one or several processes as a service."""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol


@dataclass(frozen=True, slots=True)
class TlsSettings:
    """With these the portal speaks TLS 1.3 and asks for, but does not insist on, a client certificate."""

    certificate: Path
    key: Path
    client_ca: Path


class _Protocol(H11Protocol):
    """Tells the application which certificate the client showed, as ``request.state.peer`` (DER, empty without one)."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Look once a connection."""
        secure = transport.get_extra_info("ssl_object")
        self.app_state = {**self.app_state, "peer": (secure and secure.getpeercert(binary_form=True)) or b""}
        super().connection_made(transport)


def _told(tls: TlsSettings | None) -> dict[str, Any]:
    if tls is None:
        return {}
    files = {"ssl_certfile": tls.certificate, "ssl_keyfile": tls.key, "ssl_ca_certs": str(tls.client_ca)}
    return {**files, "ssl_cert_reqs": ssl.CERT_OPTIONAL}


class PortalServer:
    """A portal on ``127.0.0.1``; use as a context, or `start` and `stop`."""

    def __init__(self, app: FastAPI, port: int | socket.socket = 0, tls: TlsSettings | None = None) -> None:
        """`port` 0 takes any free one; the same number again after `stop` plays a portal that comes back."""
        self._socket = listen(port) if isinstance(port, int) else port
        self.port: int = self._socket.getsockname()[1]
        self._tls = tls
        config = uvicorn.Config(app, log_config=None, access_log=False, ws="none", http=_Protocol, **_told(tls))
        if tls is not None:
            config.load()
            assert config.ssl is not None
            config.ssl.minimum_version = ssl.TLSVersion.TLSv1_3
        self._server = uvicorn.Server(config)
        self._thread = Thread(target=self._server.run, args=([self._socket],), name="portal", daemon=True)

    @property
    def url(self) -> str:
        """Where the portal answers."""
        return f"{'http' if self._tls is None else 'https'}://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Serve; connections wait in the socket's queue until the portal is up."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what runs and close."""
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()

    def serve(self) -> None:
        """Serve in this thread until SIGINT or SIGTERM; for a process of its own."""
        self._server.run([self._socket])

    def __enter__(self) -> PortalServer:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def serve_in_processes(
    make_app: Callable[[], FastAPI], listening: socket.socket, workers: int, tls: TlsSettings | None = None
) -> None:
    """Serve in so many processes until SIGINT or SIGTERM; each makes its own portal, the database is all they share."""
    forked = multiprocessing.get_context("fork")  # before anything is opened: nothing is inherited but the socket
    processes = [forked.Process(target=_serve, args=(make_app, listening, tls)) for _ in range(workers)]
    for process in processes:
        process.start()

    def end(*_: object) -> None:
        for process in processes:
            process.terminate()

    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, end)
    wait([process.sentinel for process in processes])
    end()  # one that ends takes the others along: whoever started us sees it and starts all anew
    for process in processes:
        process.join()


def _serve(make_app: Callable[[], FastAPI], listening: socket.socket, tls: TlsSettings | None) -> None:
    PortalServer(make_app(), listening, tls).serve()


def listen(port: int) -> socket.socket:
    """Listen on loopback; 0 takes any free port.

    Asyncio switches Nagle's algorithm off only where the protocol is named; otherwise an answer takes 40 ms.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    listening.listen(128)
    return listening
