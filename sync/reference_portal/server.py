"""Runs the portal: in a thread of its own for tests and the demonstration, in one or several processes as a service."""

from __future__ import annotations

import multiprocessing
import socket
from collections.abc import Callable
from threading import Thread
from types import TracebackType

import uvicorn
from fastapi import FastAPI


class PortalServer:
    """A portal on ``127.0.0.1``; use as a context, or `start` and `stop`."""

    def __init__(self, app: FastAPI, port: int | socket.socket = 0) -> None:
        """`port` 0 takes any free one; the same number again after `stop` plays a portal that comes back."""
        self._socket = listen(port) if isinstance(port, int) else port
        self.port: int = self._socket.getsockname()[1]
        config = uvicorn.Config(app, log_config=None, access_log=False, ws="none", http="h11")
        self._server = uvicorn.Server(config)
        self._thread = Thread(target=self._server.run, args=([self._socket],), name="portal", daemon=True)

    @property
    def url(self) -> str:
        """Where the portal answers."""
        return f"http://127.0.0.1:{self.port}"

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

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def serve_in_processes(make_app: Callable[[], FastAPI], listening: socket.socket, workers: int) -> None:
    """Serve in so many processes until SIGINT or SIGTERM; each makes its own portal, the database is all they share."""
    forked = multiprocessing.get_context("fork")  # before anything is opened: nothing is inherited but the socket
    others = [forked.Process(target=_serve, args=(make_app, listening), daemon=True) for _ in range(workers - 1)]
    for process in others:
        process.start()
    try:
        _serve(make_app, listening)
    finally:
        for process in others:
            process.terminate()
            process.join()


def _serve(make_app: Callable[[], FastAPI], listening: socket.socket) -> None:
    PortalServer(make_app(), listening).serve()


def listen(port: int) -> socket.socket:
    """Listen on loopback; 0 takes any free port.

    Asyncio switches Nagle's algorithm off only where the protocol is named; otherwise an answer takes 40 ms.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    listening.listen(128)
    return listening
