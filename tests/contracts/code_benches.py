"""Every code scanner driver with a hand that shows codes to it, and a cable that can be pulled."""

from __future__ import annotations

import os
import threading
import tty
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import zxingcpp

from drivers import registry
from drivers.code.watching import CameraScanner
from drivers.ports import CodeScanner, DeviceInfo
from drivers.transport.playing import Playing


@dataclass
class Bench:
    scanner: CodeScanner
    show: Callable[[str], Awaitable[None]]
    unplug: Callable[[], Awaitable[None]] | None = None
    replug: Callable[[], Awaitable[None]] | None = None
    pictures: bool = True


BENCHES = ("simulated", "camera", "serial_scanner", "serial_scanner-split")


@asynccontextmanager
async def bench(name: str, folder: Path, monkeypatch) -> AsyncIterator[Bench]:
    """The driver of a bench, not yet opened, with nothing in front of it."""
    driver, _, variant = name.partition("-")
    making = {"simulated": _simulated, "camera": _camera, "serial_scanner": _serial}[driver]
    async with making(variant, folder, monkeypatch) as made:
        yield made
        await made.scanner.close()


class Scene:
    """What stands in front of a camera; nothing, at first."""

    def __init__(self) -> None:
        self.picture = np.full((240, 320, 3), 128, np.uint8)

    async def show(self, text: str) -> None:
        code = zxingcpp.create_barcode(text.encode(), zxingcpp.BarcodeFormat.QRCode)
        grey = np.pad(np.array(code.to_image(scale=4)), 20, constant_values=200)
        self.picture = cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)


@asynccontextmanager
async def _simulated(*_: object) -> AsyncIterator[Bench]:
    scene = Scene()
    source = Playing(lambda _: scene.picture, fps=200)
    yield Bench(CameraScanner(source, lambda model: DeviceInfo("simulated", model, "", True)), scene.show)


@asynccontextmanager
async def _camera(_: str, folder: Path, monkeypatch) -> AsyncIterator[Bench]:
    """The real driver over a stand-in for OpenCV's capture, since no camera can be plugged into a test."""
    scene, node = Scene(), folder / "video0"
    node.touch()
    pace = threading.Event()

    class Capture:
        def __init__(self, path: str, backend: int) -> None:
            assert (path, backend) == (str(node), cv2.CAP_V4L2)

        def isOpened(self) -> bool:
            return True

        def set(self, prop: int, value: float) -> bool:
            return True

        def read(self):
            pace.wait(0.004)
            return (True, scene.picture) if node.exists() else (False, None)

        def release(self) -> None:
            pass

    async def unplug() -> None:
        node.unlink()

    async def replug() -> None:
        node.touch()

    monkeypatch.setattr(cv2, "VideoCapture", Capture)
    monkeypatch.setattr(cv2.VideoWriter, "fourcc", lambda *_: 0, raising=False)
    yield Bench(registry.find("code", "camera")({"device": str(node)}), scene.show, unplug, replug)


@asynccontextmanager
async def _serial(variant: str, folder: Path, _) -> AsyncIterator[Bench]:
    link, ends = folder / "scanner", []

    async def replug() -> None:
        ends[:] = os.openpty()
        tty.setraw(ends[1])
        link.unlink(missing_ok=True)
        link.symlink_to(os.ttyname(ends[1]))

    async def unplug() -> None:
        for end in ends:
            os.close(end)
        ends.clear()
        link.unlink()

    async def show(text: str) -> None:
        sent = text.encode() + b"\r\n"
        pieces = [sent[n : n + 1] for n in range(len(sent))] if variant == "split" else [sent]
        for piece in pieces:
            os.write(ends[0], piece)

    await replug()
    scanner = registry.find("code", "serial_scanner")({"port": str(link)})
    yield Bench(scanner, show, unplug, replug, pictures=False)
    if ends:
        await unplug()
