"""The serial port of the emulated PN532: a pseudo-terminal served by one thread, paced and as bad as asked."""

from __future__ import annotations

import contextlib
import os
import select
import termios
import threading
import time
import tty
from collections import deque
from dataclasses import dataclass

from drivers.card.pn532.emulator_firmware import Firmware, LaidCard, UnknownCommand
from drivers.card.pn532.emulator_line import line_seconds, rising_edges
from drivers.card.pn532.frames import ACK, CHIP, HOST, SYNTAX_ERROR, Frame, FrameReader, Signal, build_frame

START_BAUD = 115_200
WAKING_EDGES = 5
CHUNK = 4096
SPLIT_PAUSE = 0.0005
"""Seconds between two pieces of a split answer, so that the host reads them apart."""

_SPEEDS = {getattr(termios, f"B{baud}"): baud for baud in (9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600)}


class _Aborted(Exception):
    """The host sent an ACK while a command was running."""


class _Stopped(Exception):
    """The emulator is to end."""


@dataclass(frozen=True, slots=True)
class Misbehaviour:
    """How the line or the chip goes wrong. Counts are of answers: 3 means every third."""

    split: int = 0
    """Send answers in pieces of this many bytes."""
    delay: float = 0.0
    """Seconds before every answer."""
    late_ack: float = 0.0
    """Seconds before every ACK."""
    drop_ack_every: int = 0
    """Swallow the ACK of the command after the answer."""
    corrupt_every: int = 0
    """Turn over a bit in the middle of the answer."""
    drop_every: int = 0
    """Swallow the answer whole."""
    lose_byte_every: int = 0
    """Leave out one byte of the answer."""
    duplicate_every: int = 0
    """Send the answer twice."""
    noise: bytes = b""
    """Bytes before every answer."""
    poor_contact_every: int = 0
    """Status 02 instead of the card's answer; counts exchanges with the card."""


@dataclass(slots=True)
class Counters:
    """What has passed since start, for benchmarks."""

    line_bytes: int = 0
    line_seconds: float = 0.0
    air_seconds: float = 0.0
    exchanges: int = 0


class Port:
    """One plugged-in reader: from start to stop, on a thread of its own."""

    def __init__(self, *, paced: bool, misbehaviour: Misbehaviour, counters: Counters) -> None:
        self._paced = paced
        self._counters = counters
        self.misbehaviour = misbehaviour
        self._laid: LaidCard | None = None
        self._master, self._slave = _open_line()
        self.path = os.ttyname(self._slave)
        """Node to open."""
        self._waker, self._wakened = os.pipe()
        self._baud = START_BAUD
        self._frames, self._firmware = FrameReader(HOST), Firmware(self)
        self._waiting: deque[Signal | Frame] = deque()
        self._edges, self._answers, self._last = 0, 0, b""
        self._busy_until = 0.0
        """Until when the line or the air is taken: each wait ends on time, however late the one before woke up."""
        self._ending = False
        self._thread = threading.Thread(target=self._serve, name="emulated-pn532", daemon=True)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Vanish: whoever has the port open meets its end."""
        self._ending = True
        self._wake()
        self._thread.join()
        for descriptor in (self._master, self._slave, self._waker, self._wakened):
            os.close(descriptor)

    def put(self, laid: LaidCard | None) -> None:
        """Change what lies in the field; callable from any thread."""
        self._laid = laid
        self._wake()

    # --- what the firmware sees -----------------------------------------------------------------

    @property
    def laid(self) -> LaidCard | None:
        """The card in the field now."""
        return self._laid

    def spend(self, seconds: float) -> None:
        """Let time pass when paced; an abort of the host is noticed either way."""
        self._busy_until += seconds if self._paced else 0.0
        while True:
            remaining = self._busy_until - time.monotonic()
            self._watch_for_abort(max(0.0, remaining))
            if remaining <= 0:
                return

    def on_air(self, seconds: float) -> bool:
        """Let the time pass that data needs on the air; False when the contact was too poor."""
        self._counters.air_seconds += seconds
        self._counters.exchanges += 1
        self.spend(seconds)
        every = self.misbehaviour.poor_contact_every
        return every == 0 or self._counters.exchanges % every != 0

    def wait_for_change(self) -> None:
        """Wait until a card is laid or lifted."""
        before = self._laid
        while self._laid is before:
            self._watch_for_abort(None)

    # --- the line -------------------------------------------------------------------------------

    def _wake(self) -> None:
        os.write(self._wakened, b"!")

    def _serve(self) -> None:
        with contextlib.suppress(_Stopped):
            while True:
                while self._waiting:
                    self._handle(self._waiting.popleft())
                self._receive(None)

    def _handle(self, heard: Signal | Frame) -> None:
        if isinstance(heard, Frame):
            self._carry_out(bytes([heard.code]) + heard.data)
        elif heard is Signal.NACK:
            self._write(self._last)
        elif heard is Signal.ACK and self._firmware.next_baud is not None:  # after SetSerialBaudRate: both ends switch
            self._baud, self._firmware.next_baud = self._firmware.next_baud, None

    def _carry_out(self, command: bytes) -> None:
        self._sleep(self.misbehaviour.late_ack)
        if not self._turn(self.misbehaviour.drop_ack_every):
            self._write(ACK)
        try:
            answer = build_frame(self._firmware.run(command), CHIP)
        except UnknownCommand:
            answer = SYNTAX_ERROR
        except _Aborted:
            return
        self._answers += 1
        self._last = answer
        self._send(answer)

    def _send(self, answer: bytes) -> None:
        """Send an answer with all that goes wrong on the way."""
        wrong = self.misbehaviour
        self._sleep(wrong.delay)
        if self._turn(wrong.drop_every):
            return
        middle = len(answer) // 2
        if self._turn(wrong.corrupt_every):
            answer = answer[:middle] + bytes([answer[middle] ^ 0x10]) + answer[middle + 1 :]
        if self._turn(wrong.lose_byte_every):
            answer = answer[:middle] + answer[middle + 1 :]
        self._write(wrong.noise + answer * (2 if self._turn(wrong.duplicate_every) else 1))

    def _turn(self, every: int) -> bool:
        return every > 0 and self._answers % every == 0

    def _write(self, data: bytes) -> None:
        self._spend_on_line(len(data))
        if self._host_baud() not in (self._baud, self._firmware.next_baud):
            data = bytes(byte ^ 0xA5 for byte in data)  # what a UART makes of another speed
        piece = self.misbehaviour.split or len(data)
        for at in range(0, len(data), piece):
            with contextlib.suppress(BlockingIOError):  # nobody reads: a UART has no flow control, bytes are lost
                os.write(self._master, data[at : at + piece])
            if self.misbehaviour.split:
                self._sleep(SPLIT_PAUSE)

    def _receive(self, seconds: float | None) -> None:
        """Wait for bytes of the host and scan them. Raises _Stopped."""
        ready, _, _ = select.select([self._master, self._waker], [], [], seconds)
        if self._ending:
            raise _Stopped
        if self._waker in ready:
            os.read(self._waker, CHUNK)
        if self._master in ready:
            data = os.read(self._master, CHUNK)
            self._busy_until = max(self._busy_until, time.monotonic())
            self._spend_on_line(len(data))
            if self._host_baud() in (self._baud, self._firmware.next_baud):
                heard = self._frames.feed(self._awake(data))
                self._waiting.extend(one for one in heard if one is not Signal.DAMAGED)  # which meets with silence

    def _watch_for_abort(self, seconds: float | None) -> None:
        """Look at the line while a command runs; an ACK aborts it, all else waits. Raises _Aborted, _Stopped."""
        self._receive(seconds)
        if self._waiting and self._waiting[0] is Signal.ACK:
            self._waiting.popleft()
            raise _Aborted

    def _awake(self, data: bytes) -> bytes:
        """Swallow bytes until enough edges have woken the chip."""
        for at, byte in enumerate(data):
            if not self._firmware.asleep:
                self._edges = 0
                return data[at:]
            self._edges += rising_edges(byte)
            self._firmware.asleep = self._edges < WAKING_EDGES
        return b""

    def _host_baud(self) -> int:
        """Speed that the host set on its side of the pseudo-terminal."""
        return _SPEEDS.get(termios.tcgetattr(self._master)[5], 0)

    def _spend_on_line(self, size: int) -> None:
        seconds = line_seconds(size, self._baud)
        self._counters.line_bytes += size
        self._counters.line_seconds += seconds
        if self._paced:
            self._busy_until += seconds
            self._sleep(self._busy_until - time.monotonic())

    def _sleep(self, seconds: float) -> None:
        if seconds > 0:
            time.sleep(seconds)


def _open_line() -> tuple[int, int]:
    """A pseudo-terminal without line editing, at the speed of a PN532 that has just been plugged in."""
    master, slave = os.openpty()
    os.set_blocking(master, False)
    tty.setraw(slave)
    settings = termios.tcgetattr(slave)
    settings[4] = settings[5] = termios.B115200  # input and output speed
    termios.tcsetattr(slave, termios.TCSANOW, settings)
    return master, slave
