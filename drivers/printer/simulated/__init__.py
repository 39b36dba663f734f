"""A receipt printer without a device: what it prints is kept as pictures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from drivers.options import DriverOptions, checked
from drivers.ports import Bitmap, DeviceError, DeviceFault, DeviceInfo, Paper, PrinterStatus
from drivers.printer.picture import to_png


class Options(DriverOptions):
    """How wide, and where its paper goes."""

    width: Literal[576, 384] = 576
    """Dots a line."""
    folder: str | Path | None = None
    """For PNG files."""


class SimulatedPrinter:
    """Prints into `pages`, and into numbered PNG files when it has a folder; faults are set from outside."""

    def __init__(self, width: int = 576, folder: Path | None = None) -> None:
        self._width = width
        self._folder = folder
        self.pages: list[Bitmap] = []
        self.plugged_in = True
        self.paper = Paper.OK
        self.cover_open = False
        self.confirms = True
        """False: prints, but does not say so."""

    @property
    def width(self) -> int:
        """Dots a line."""
        return self._width

    async def open(self) -> DeviceInfo:
        """Plug in. Raises NOT_CONNECTED when `plugged_in` is False."""
        self._need_plug()
        where = str(self._folder) if self._folder else "memory"
        return DeviceInfo("simulated", f"{self._width} dots", where, simulated=True)

    async def close(self) -> None:
        """Let go; the pages stay."""

    async def status(self) -> PrinterStatus:
        """Tell what the attributes say."""
        self._need_plug()
        ready = self.paper is not Paper.OUT and not self.cover_open
        return PrinterStatus(online=ready, paper=self.paper, cover_open=self.cover_open)

    async def print(self, page: Bitmap) -> None:
        """Keep the page, or raise what a printer in this condition would raise."""
        self._need_plug()
        if self.cover_open:
            raise DeviceError(DeviceFault.COVER_OPEN)
        if self.paper is Paper.OUT:
            raise DeviceError(DeviceFault.PAPER_OUT)
        if page.width > self._width:
            raise DeviceError(DeviceFault.WRONG_SETTINGS, f"page of {page.width} dots on {self._width}")
        self.pages.append(page)
        if self._folder:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / f"slip-{len(self.pages):03}.png").write_bytes(to_png(page))
        if not self.confirms:
            raise DeviceError(DeviceFault.PRINT_UNCONFIRMED)

    def _need_plug(self) -> None:
        if not self.plugged_in:
            raise DeviceError(DeviceFault.NOT_CONNECTED, "unplugged")


def create(options: Mapping[str, object]) -> SimulatedPrinter:
    """Make the printer. Raises DeviceError WRONG_SETTINGS."""
    said = checked(Options, options)
    return SimulatedPrinter(said.width, Path(said.folder) if said.folder else None)
