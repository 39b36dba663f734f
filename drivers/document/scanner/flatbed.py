"""Runs SANE's `scanimage` as a child and takes the page from its output; a scan never becomes a file."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import cv2
import numpy as np

from drivers.document.binding import bind
from drivers.document.page import DPI, evened, page_of
from drivers.picture import Picture
from drivers.ports import DeviceError, DeviceFault, DeviceInfo, Frame, PaperAdvice, PaperLabel, PaperPage

_LIST_SECONDS, _SCAN_SECONDS = 20.0, 120.0
_LARGEST = 64_000_000
"""Bytes of one scan; A4 in colour at 200 dots an inch is under 12 million even as PNM."""
_BLOCK = 64 * 1024
_FAULTS = {
    "Device busy": DeviceFault.BUSY,
    "Error during device I/O": DeviceFault.NOT_RESPONDING,
    "Access to resource has been denied": DeviceFault.WRONG_SETTINGS,
    "Document feeder jammed": DeviceFault.DEFECT,
    "Scanner cover is open": DeviceFault.COVER_OPEN,
}
"""What `scanimage` prints (sane_strstatus of SANE's standard, §4.2.7) and what it means here."""


class Flatbed:
    """A `DocumentCamera` without a live picture."""

    def __init__(self, device: str) -> None:
        self._device = device

    async def open(self) -> DeviceInfo:
        """Find the scanner. Raises DeviceError NOT_CONNECTED when there is none (of that name)."""
        listed = await _scanimage(["--formatted-device-list=%d\t%v %m%n"], _LIST_SECONDS)
        names = dict(line.split("\t", 1) for line in listed.decode("utf-8", "replace").splitlines() if "\t" in line)
        name = self._device or next(iter(names), "")
        if not name or (name not in names and ":" not in name):
            raise DeviceError(DeviceFault.NOT_CONNECTED, self._device or "no scanner")
        self._device = name
        return DeviceInfo("scanner", names.get(name, "SANE scanner"), name, simulated=name.startswith("test:"))

    async def close(self) -> None:
        """Nothing is held between scans."""

    async def start(self) -> None:
        """Nothing to do: the lamp is on only while it scans."""

    async def stop(self) -> None:
        """Nothing to forget."""

    async def take(self) -> PaperPage | PaperAdvice:
        """Scan what lies on the glass. Raises DeviceError."""
        scan = await _scanimage(
            [f"--device-name={self._device}", "--format=pnm", f"--resolution={DPI}", "--mode=Color"], _SCAN_SECONDS
        )
        return await asyncio.to_thread(_page, scan)

    def latest_frame(self) -> Frame | None:
        """A scanner has no live picture."""
        return None

    async def bind(self, pages: Sequence[PaperPage], label: PaperLabel) -> bytes:
        """Make one PDF/A-2b of the pages."""
        return await asyncio.to_thread(bind, pages, label)


def _page(scan: bytes) -> PaperPage | PaperAdvice:
    picture: Picture | None = cv2.imdecode(np.frombuffer(scan, np.uint8), cv2.IMREAD_COLOR) if scan else None
    if picture is None:
        raise DeviceError(DeviceFault.GARBLED, f"{len(scan)} bytes that are no scan")
    return page_of(evened(picture))


async def _scanimage(arguments: list[str], seconds: float) -> bytes:
    try:
        child = await asyncio.create_subprocess_exec(
            "scanimage",
            *arguments,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=_LARGEST,  # a child whose pipe is paused ends for nobody who waits for it
        )
    except FileNotFoundError as error:
        raise DeviceError(DeviceFault.WRONG_SETTINGS, "scanimage (Debian: sane-utils) is not installed") from error
    try:
        async with asyncio.timeout(seconds):
            out, complaint = await asyncio.gather(_all_of(child.stdout), _all_of(child.stderr))
            await child.wait()
    except TimeoutError as error:
        raise DeviceError(DeviceFault.NOT_RESPONDING, f"no scan within {seconds:.0f} s") from error
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode:
        raise _fault(complaint.decode("utf-8", "replace"))
    return out


async def _all_of(stream: asyncio.StreamReader | None) -> bytes:
    """What a child says to its end. Raises DeviceError GARBLED when that is more than any scan."""
    said = bytearray()
    while stream is not None and (block := await stream.read(_BLOCK)):
        said += block
        if len(said) > _LARGEST:
            raise DeviceError(DeviceFault.GARBLED, f"more than {_LARGEST} bytes")
    return bytes(said)


def _fault(complaint: str) -> DeviceError:
    for words, fault in _FAULTS.items():
        if words in complaint:
            return DeviceError(fault, words)
    return DeviceError(DeviceFault.NOT_CONNECTED, complaint.strip().splitlines()[-1][:200] if complaint.strip() else "")
