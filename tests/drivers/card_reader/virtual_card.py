"""A software chip in the virtual reader of Debian's vsmartcard-vpcd: APDUs and control bytes over TCP."""

from __future__ import annotations

import contextlib
import socket
import threading

from drivers.card.simulated.chip import SoftwareChip

VPCD_PORT = 35963
ATR = bytes.fromhex("3B80800101")
"""A contactless card without historical bytes (PC/SC part 3 §3.1.3.2.3.1)."""
POWER_ON, RESET, ASK_ATR = 1, 2, 4


class VirtualCard:
    """Lies in the virtual reader from start to lift."""

    def __init__(self, chip: SoftwareChip) -> None:
        self._chip = chip
        self._socket = socket.create_connection(("127.0.0.1", VPCD_PORT), timeout=10)
        self._socket.settimeout(None)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def lift(self) -> None:
        with contextlib.suppress(OSError):  # it may have left by itself
            self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while (size := self._receive(2)) and (message := self._receive(int.from_bytes(size, "big"))):
            answer = self._answer(message)
            if answer is None:
                continue
            if not answer:
                break
            self._socket.sendall(len(answer).to_bytes(2, "big") + answer)
        self._socket.close()

    def _answer(self, message: bytes) -> bytes | None:
        """None for control messages without an answer; nothing when the chip has left."""
        if len(message) > 1:
            return self._chip.transmit(message)
        if message[0] == ASK_ATR:
            return ATR
        if message[0] in (POWER_ON, RESET):
            self._chip.power_on()
        return None

    def _receive(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            try:
                part = self._socket.recv(size - len(data))
            except OSError:
                return b""
            if not part:
                return b""
            data += part
        return data
