"""A thermal receipt printer that speaks ESC/POS."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from drivers.ports import Bitmap, DeviceError, DeviceFault, DeviceInfo, Paper, PrinterStatus
from drivers.printer.escpos import commands
from drivers.printer.escpos.line import Address, PrinterLine

_UNKNOWN = PrinterStatus(online=False, paper=Paper.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the driver waits, in seconds."""

    answer: float = 0.5
    """For one status byte."""
    stall: float = 10.0
    """While the printer takes no data."""
    finish: float = 30.0
    """From the last byte sent until the printer says that all is processed."""


class EscposPrinter:
    """Prints pictures over a line; asks before and after, since a job that was sent is not yet printed.

    A `mute` one is a clone without a way back: it never confirms, so every print is unconfirmed.
    """

    def __init__(self, at: Address, width: int = 576, *, mute: bool = False, patience: Patience = Patience()) -> None:
        self._at = at
        self._width = width
        self._mute = mute
        self._patience = patience
        self._line: PrinterLine | None = None
        self._turn = asyncio.Lock()
        self._torn = False
        """A job was broken off: the printer may still wait for the rest of a raster band."""
        self._reported = False
        """The printer has said that everything sent is processed."""

    @property
    def width(self) -> int:
        """Dots a line."""
        return self._width

    async def open(self) -> DeviceInfo:
        """Connect, and have the printer answer once unless it is mute."""
        await self.close()
        self._line = await PrinterLine.open(self._at)
        self._torn = False
        if not self._mute and await self._ask(commands.ASK_PRINTER) is None:
            await self.close()
            raise DeviceError(DeviceFault.NOT_RESPONDING, f"no answer at {self._at}")
        return DeviceInfo("escpos", f"ESC/POS, {self.width} dots", str(self._at))

    async def close(self) -> None:
        """Release the line."""
        line, self._line = self._line, None
        if line:
            await line.close()

    async def status(self) -> PrinterStatus:
        """Ask the printer now; one that does not answer is offline with paper UNKNOWN."""
        async with self._turn:
            return await self._status()

    async def print(self, page: Bitmap) -> None:
        """Print and cut.

        Raises DeviceError: before anything is sent COVER_OPEN, PAPER_OUT, NOT_RESPONDING or DEFECT; afterwards the
        same, or PRINT_UNCONFIRMED when the printer does not say that it is done.
        """
        if page.width > self.width:
            raise DeviceError(DeviceFault.WRONG_SETTINGS, f"page of {page.width} dots on {self.width}")
        async with self._turn:
            if not self._mute:
                _need_ready(await self._status())
            await self._send_job(page)
            await self._confirm()

    async def _send_job(self, page: Bitmap) -> None:
        line = self._need_line()
        job = self._mending() + commands.page_commands(page)
        self._torn, self._reported = True, False
        await line.send(job, self._patience.stall)
        self._torn = False

    def _mending(self) -> bytes:
        """Fill up a raster band that a broken-off job left open (NUL prints nothing elsewhere), and cut it off."""
        return bytes(commands.LARGEST_BAND * (self.width // 8)) + commands.FEED_AND_CUT if self._torn else b""

    async def _confirm(self) -> None:
        """Wait until the printer reports the end of the job, watching for paper and cover meanwhile."""
        if self._mute:
            raise DeviceError(DeviceFault.PRINT_UNCONFIRMED, "a mute printer")
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._patience.finish
        while not await self._report_comes():
            status = await self._status()
            if status is not _UNKNOWN:
                _need_ready(status)
            if loop.time() >= deadline:
                raise DeviceError(DeviceFault.PRINT_UNCONFIRMED, "no report that the job is done")
        status = await self._status()
        if status is _UNKNOWN:
            raise DeviceError(DeviceFault.PRINT_UNCONFIRMED, "no status after the job")
        _need_ready(status)

    async def _report_comes(self) -> bool:
        """Wait a moment for the report; bytes of other kinds are dropped (a picture can look like a query)."""
        while not self._reported:
            byte = await self._need_line().receive(self._patience.answer)
            if byte is None:
                return False
            self._reported = commands.is_paper_report(byte)
        return True

    async def _status(self) -> PrinterStatus:
        answers = []
        for query in (commands.ASK_PRINTER, commands.ASK_OFFLINE_CAUSE, commands.ASK_PAPER):
            answer = await self._ask(query)
            if answer is None:
                return _UNKNOWN
            answers.append(answer)
        return commands.read_status(*answers)

    async def _ask(self, query: bytes) -> int | None:
        """Return the status byte for a query, None when there is silence. Raises GARBLED after a second try."""
        for _ in range(2):
            line = self._need_line()
            line.forget()
            await line.send(query, self._patience.stall)
            answer = await line.receive(self._patience.answer)
            if answer is not None and not commands.is_status(answer) and commands.is_paper_report(answer):
                self._reported = True  # the end of a job may come between question and answer
                answer = await line.receive(self._patience.answer)
            if answer is None or commands.is_status(answer):
                return answer
        raise DeviceError(DeviceFault.GARBLED, "status bytes that no ESC/POS printer sends")

    def _need_line(self) -> PrinterLine:
        if self._line is None:
            raise DeviceError(DeviceFault.NOT_CONNECTED, "the printer is not open")
        return self._line


def _need_ready(status: PrinterStatus) -> None:
    """Raise the DeviceError that keeps a printer in this condition from printing."""
    if status.cover_open:
        raise DeviceError(DeviceFault.COVER_OPEN)
    if status.paper is Paper.OUT:
        raise DeviceError(DeviceFault.PAPER_OUT)
    if not status.online:
        raise DeviceError(DeviceFault.NOT_RESPONDING, "the printer is offline")
