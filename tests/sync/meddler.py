"""A machine in between: passes requests on to a portal, and cuts the line or puts in its own answer where told to."""

import contextlib
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from threading import Thread


class Cut(Enum):
    """Where the line is cut."""

    BEFORE = "before the portal hears of it"
    INSIDE = "in the middle of the answer"
    AFTER = "after the portal did it, before any answer"


@dataclass(frozen=True)
class Request:
    """One request as the machine in between sees it."""

    method: str
    path: str

    @property
    def step(self) -> str:
        """Which step of the contract it is."""
        if "/uploads" in self.path:
            return {"POST": "begin_upload", "HEAD": "resume_upload", "PATCH": "send_chunk"}[self.method]
        if self.path.endswith("/complete"):
            return "complete"
        if self.path.endswith("receipts:query"):
            return "query"
        if "/parts/" in self.path:
            return "put_part"
        return {"PUT": "offer", "GET": "held"}[self.method]


Act = Cut | bytes | None
Plan = Callable[[Request], Act]


def answer(status: int, body: bytes = b"", kind: str = "application/json", **headers: str) -> bytes:
    """Write a whole HTTP answer."""
    lines = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"Content-Type: {kind}"] if kind else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Meddler:
    """One request a connection, which is the hardest case for a client that keeps connections."""

    def __init__(self, portal_port: int, plan: Plan = lambda _: None) -> None:
        self.plan = plan
        self.seen: list[Request] = []
        self.bytes_up = 0
        """Bytes of request bodies."""
        self.bytes_wire = 0
        """Every byte of requests and answers."""
        self._portal = ("127.0.0.1", portal_port)
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._thread = Thread(target=self._accept, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def __enter__(self) -> "Meddler":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # closed: the test is over
            while True:
                line, _ = self._socket.accept()
                Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with contextlib.suppress(OSError), line:
            request, raw = self._receive(line)
            act = self.plan(request)
            if isinstance(act, bytes):
                line.sendall(act)
            elif act is Cut.BEFORE:
                _reset(line)
            else:
                self._pass_on(line, raw, act)

    def _receive(self, line: socket.socket) -> tuple[Request, bytes]:
        data = b""
        while b"\r\n\r\n" not in data:
            data += _some(line)
        head, _, body = data.partition(b"\r\n\r\n")
        fields = dict(one.lower().split(b": ", 1) for one in head.split(b"\r\n")[1:])
        length = int(fields.get(b"content-length", b"0"))
        while len(body) < length:
            body += _some(line)
        method, path, _ = head.split(b" ", 2)
        self.bytes_up += length
        self.bytes_wire += len(data) + max(0, length - len(data) + len(head) + 4)
        self.seen.append(Request(method.decode(), path.decode()))
        kept = [one for one in head.split(b"\r\n") if not one.lower().startswith(b"connection:")]
        return self.seen[-1], b"\r\n".join([*kept, b"Connection: close"]) + b"\r\n\r\n" + body

    def _pass_on(self, line: socket.socket, raw: bytes, act: Act) -> None:
        with socket.create_connection(self._portal) as portal:
            portal.sendall(raw)
            said = b""
            while block := portal.recv(65536):
                said += block
        self.bytes_wire += len(said)
        if act is None:
            line.sendall(said)
        if act is Cut.INSIDE:
            line.sendall(said[: len(said) // 2])
        if act is not None:
            _reset(line)


def _some(line: socket.socket) -> bytes:
    block = line.recv(65536)
    if not block:
        raise ConnectionResetError
    return block


def _reset(line: socket.socket) -> None:
    """Close with RST instead of FIN, as a power cut of a router does."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
