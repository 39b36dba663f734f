"""How the screen asks for what needs a network, which it has not: a local socket of the sync process.

What became of a dossier, and how the portal is reached: one JSON line in, one out. The socket lies in the queue's
folder, which only the kiosk's users can enter.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import socketserver
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Thread
from typing import Any, Protocol

from sync.portal import Outcome, PortalError
from sync.portal_probe import Probe
from sync.receipt import Standing

CODE = re.compile(r"[A-Z0-9][A-Z0-9.\-/]{4,60}")
"""Any dossier code a citizen may type; the known shapes are narrower, and new ones come."""
_SOCKET = "status.sock"
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class DossierStatus:
    """What the portal says of a dossier; no personal data."""

    dossier_code: str
    local_number: str
    standing: Standing


class AsksPortal(Protocol):
    """The part of a portal that this needs."""

    def dossier(self, code: str) -> DossierStatus | None:
        """Return the state of a dossier, None when there is none. Raises PortalError."""

    def close(self) -> None:
        """Close the connections."""


class StatusServer:
    """Answers in the sync process; every question has a session of its own."""

    def __init__(self, folder: Path, connect: Callable[[], AsksPortal], look: Callable[[], Probe]) -> None:
        """`connect` opens a way to the portal, `look` tries it once; both are called in threads."""
        path = folder / _SOCKET
        path.unlink(missing_ok=True)
        with _short(folder) as address:
            self._server = socketserver.ThreadingUnixStreamServer(address, _handler(connect, look))
        self._server.daemon_threads = True
        path.chmod(0o660)
        self._thread = Thread(target=self._server.serve_forever, name="sync-status", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Answer nothing more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


async def ask_status(folder: Path, code: str) -> DossierStatus | None:
    """Ask through the sync process; None when there is no such dossier. Raises PortalError."""
    if not CODE.fullmatch(code):
        return None
    said = await _asked(folder, {"code": code})
    if "outcome" in said:
        raise PortalError(Outcome(said["outcome"]))
    if said["standing"] is None:
        return None
    return DossierStatus(**said | {"standing": Standing(said["standing"])})


async def ask_probe(folder: Path) -> Probe:
    """Let the sync process try the way to the portal once. Raises PortalError when that process does not answer."""
    said = await _asked(folder, {"probe": True})
    return Probe(**said | {"outcome": said["outcome"] and Outcome(said["outcome"])})


async def _asked(folder: Path, question: dict[str, Any]) -> dict[str, Any]:
    try:
        with _short(folder) as address:
            reader, writer = await asyncio.open_unix_connection(address, limit=_LONGEST)
    except OSError as error:
        raise PortalError(Outcome.INTERNAL, "the sync process does not run") from error
    try:
        writer.write(json.dumps(question).encode() + b"\n")
        return dict(json.loads(await reader.readline()))
    except (OSError, ValueError) as error:
        raise PortalError(Outcome.INTERNAL, "the sync process did not answer") from error
    finally:
        writer.close()


@contextmanager
def _short(folder: Path) -> Iterator[str]:
    """The socket's address through an open folder: an address may have 107 bytes only (unix(7))."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{handle}/{_SOCKET}"
    finally:
        os.close(handle)


def _handler(connect: Callable[[], AsksPortal], look: Callable[[], Probe]) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        timeout = 5

        def handle(self) -> None:
            try:
                asked = json.loads(self.rfile.readline(_LONGEST))
                said = asdict(look()) if "probe" in asked else _answer(connect, str(asked["code"]))
            except (OSError, ValueError, KeyError, TypeError):
                return  # no question of ours
            self.wfile.write(json.dumps(said).encode() + b"\n")

    return Handler


def _answer(connect: Callable[[], AsksPortal], code: str) -> dict[str, Any]:
    if not CODE.fullmatch(code):
        return {"standing": None}
    try:
        with closing(connect()) as portal:
            found = portal.dossier(code)
    except PortalError as error:
        return {"outcome": error.outcome.value}
    return asdict(found) if found else {"standing": None}
