"""Turn-taking with a PN532: command, ACK, answer; repetition of damaged frames, abort of commands nobody waits for."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections import deque
from collections.abc import AsyncIterator

from drivers.card.pn532.frames import ACK, NACK, Frame, FrameReader, Signal, build_frame
from drivers.ports import DeviceError, DeviceFault
from drivers.transport.serial_line import SerialLine

ACK_SECONDS = 0.5
"""The manual says 15 ms; USB adapters on small machines need more."""
FIRST_ACK_SECONDS = 1.5
"""For the first command after opening (nfcpy's experience behind USB adapters)."""
ANSWER_SECONDS = 1.0
GAP_SECONDS = 0.1
"""Silence within a frame after which bytes were lost."""
LATE_SECONDS = 0.05
"""A deadline noticed so much later says that this program stood still, not that the line was silent."""
REPETITIONS = 3
"""Times a damaged answer is asked for again, and a command without ACK sent again."""
DIAGNOSE, ECHO = 0x00, b"\x00"
"""The test that sends back what it was given (UM0701-02 §7.2.1)."""


class Conversation:
    """One command at a time."""

    def __init__(self, line: SerialLine) -> None:
        self._line = line
        self._frames = FrameReader()
        self._found: deque[Signal | Frame] = deque()
        self._in_doubt = False
        """Answers to older commands may still come: one was given up, or sent more than once."""

    async def command(
        self,
        code: int,
        data: bytes = b"",
        *,
        seconds: float = ANSWER_SECONDS,
        ack_seconds: float = ACK_SECONDS,
        once: bool = False,
    ) -> bytes:
        """Carry out a command and return the data of its answer.

        `once` for commands that must not run twice (an exchange with a card): they are not sent again when their ACK is
        missing. Raises DeviceError NOT_RESPONDING, GARBLED, NOT_CONNECTED.
        """
        frame = build_frame(bytes([code]) + data)
        if self._in_doubt:
            await self._settle()
        try:
            await self._until_acknowledged(frame, ack_seconds, 1 if once else REPETITIONS)
            return await self._answer(code, seconds)
        except (asyncio.CancelledError, DeviceError):
            self._in_doubt = True
            with contextlib.suppress(DeviceError):  # the line may be what failed
                self._line.write(ACK)  # the only clean way to stop a running command (UM0701-02 §6.2.1.3)
            raise

    def acknowledge(self) -> None:
        """Confirm an answer to the chip, which only SetSerialBaudRate asks for."""
        self._line.write(ACK)

    async def _until_acknowledged(self, frame: bytes, seconds: float, tries: int) -> None:
        for _ in range(tries):
            self._forget()
            self._line.write(frame)
            with contextlib.suppress(TimeoutError):
                async with _silence_ends(seconds):
                    while await self._next() is not Signal.ACK:  # anything before it belongs to older commands
                        pass
                    return
            self._in_doubt = True
        raise DeviceError(DeviceFault.NOT_RESPONDING, "PN532: no ACK")

    async def _answer(self, code: int, seconds: float) -> bytes:
        """The answer to `code`; a damaged or lost one is asked for again, which executes nothing anew."""
        for repetition in range(1 + REPETITIONS):
            if repetition:
                self._line.write(NACK)
            try:
                async with _silence_ends(seconds):
                    found = await self._next_answer(code)
            except TimeoutError as error:
                if repetition:
                    raise DeviceError(DeviceFault.NOT_RESPONDING, f"PN532: no answer to {code:02X}") from error
                seconds = ANSWER_SECONDS
                continue
            if found is not None:
                return found
        raise DeviceError(DeviceFault.GARBLED, f"PN532: answer to {code:02X} damaged")

    async def _next_answer(self, code: int) -> bytes | None:
        """Data of the answer; None when it came damaged."""
        while True:
            found = await self._next(in_answer=True)
            if isinstance(found, Frame) and found.code == code + 1:
                return found.data
            if found is Signal.SYNTAX_ERROR:
                raise DeviceError(DeviceFault.GARBLED, f"PN532: does not know command {code:02X}")
            if found is Signal.DAMAGED:
                return None

    async def _next(self, *, in_answer: bool = False) -> Signal | Frame:
        while not self._found:
            gap = GAP_SECONDS if in_answer and self._frames.is_inside else None
            try:
                async with _silence_ends(gap):
                    data = await self._line.read()
            except TimeoutError:
                self._frames.clear()
                return Signal.DAMAGED
            self._found.extend(self._frames.feed(data))
        return self._found.popleft()

    async def _settle(self) -> None:
        """Let pass what answers older commands: it comes before an echo that nobody else asked for, or not at all.

        Commands of one code follow each other, so that an answer alone does not say which of them it answers.
        """
        echo = ECHO + secrets.token_bytes(4)
        self._forget()
        self._line.write(build_frame(bytes([DIAGNOSE]) + echo))
        with contextlib.suppress(TimeoutError):
            async with _silence_ends(ACK_SECONDS):
                while await self._next() != Frame(DIAGNOSE + 1, echo):
                    pass
        self._in_doubt = False

    def _forget(self) -> None:
        self._line.clear()
        self._frames.clear()
        self._found.clear()


@contextlib.asynccontextmanager
async def _silence_ends(seconds: float | None) -> AsyncIterator[None]:
    """`asyncio.timeout` for a line: a loop that comes late reads what arrived meanwhile before it gives up."""
    if seconds is None:
        yield
        return
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(None) as limit:
        until = loop.time() + seconds

        def due() -> None:
            late = loop.time() - until > LATE_SECONDS
            limit.reschedule(loop.time() + (LATE_SECONDS if late else 0))

        waking = loop.call_at(until, due)
        try:
            yield
        finally:
            waking.cancel()
