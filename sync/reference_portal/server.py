"""Runs the portal in a thread of its own on loopback, for tests and the demonstration."""

from __future__ import annotations

import socket
from threading import Thread
from types import TracebackType

import uvicorn
from fastapi import FastAPI


class PortalServer:
    """A portal on ``127.0.0.1``; use as a context, or `start` and `stop`."""

    def __init__(self, app: FastAPI, port: int = 0) -> None:
        """`port` 0 takes any free one; the same number again after `stop` plays a portal that comes back."""
        self._socket = _listening(port)
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


def _listening(port: int) -> socket.socket:
    """Asyncio switches Nagle's algorithm off only where the protocol is named; otherwise an answer takes 40 ms."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    listening.listen(128)
    return listening
