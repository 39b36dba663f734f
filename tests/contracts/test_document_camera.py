"""What every document camera driver keeps: the simulated one, the desk camera, a scanner of SANE's test backend."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import cv2
import pytest

from drivers import registry
from drivers.document.simulated.drawn_sheet import drawn_sheet
from drivers.ports import DeviceError, DeviceFault, DocumentCamera, PaperLabel, PaperPage

LIVE = {"simulated", "camera"}
NEEDS_SANE = pytest.mark.skipif(shutil.which("scanimage") is None, reason="Debian's sane-utils is not installed")


@pytest.fixture(params=["simulated", "camera", pytest.param("scanner", marks=NEEDS_SANE)])
async def desk(request: pytest.FixtureRequest, tmp_path, monkeypatch) -> AsyncIterator[tuple[str, DocumentCamera]]:
    options = {"simulated": {}, "camera": {"device": str(tmp_path / "video")}, "scanner": {"device": "test:0"}}
    if request.param == "camera":
        plug_in(tmp_path / "video", monkeypatch)
    camera = registry.find("document", request.param)(options[request.param])
    await camera.open()
    yield request.param, camera
    await camera.close()


def plug_in(node: Path, monkeypatch) -> None:
    """A stand-in for OpenCV's capture that sees a drawn sheet as long as its node is there."""
    node.touch()
    photo, pace = drawn_sheet(), threading.Event()

    class Capture:
        def __init__(self, path: str, backend: int) -> None:
            assert (path, backend) == (str(node), cv2.CAP_V4L2)

        def isOpened(self) -> bool:
            return True

        def set(self, prop: int, value: float) -> bool:
            return True

        def read(self):
            pace.wait(0.03)
            return (True, photo) if node.exists() else (False, None)

        def release(self) -> None:
            pass

    monkeypatch.setattr(cv2, "VideoCapture", Capture)


async def soon(coroutine):
    async with asyncio.timeout(30):
        return await coroutine


def test_every_driver_folder_is_on_trial() -> None:
    assert {"simulated", "camera", "scanner"} == set(registry.names("document"))


@pytest.mark.parametrize("name", registry.names("document"))
def test_an_option_that_no_driver_has_is_refused(name: str) -> None:
    with pytest.raises(DeviceError) as refused:
        registry.find("document", name)({"colour": "blue"})
    assert refused.value.fault is DeviceFault.WRONG_SETTINGS


async def test_a_page_is_taken_and_bound(desk) -> None:
    _, camera = desk
    assert isinstance(camera, DocumentCamera)
    await camera.start()
    page = await soon(camera.take())
    assert isinstance(page, PaperPage)
    assert page.jpeg.startswith(b"\xff\xd8")
    assert (await camera.bind([page], PaperLabel("Giấy mẫu", "MAU-01"))).startswith(b"%PDF-")


async def test_only_cameras_have_a_live_picture_and_only_while_they_look(desk) -> None:
    name, camera = desk
    await camera.start()
    await soon(camera.take())
    assert (camera.latest_frame() is not None) == (name in LIVE)
    await camera.stop()
    assert camera.latest_frame() is None


async def test_starting_stopping_and_closing_twice_is_harmless(desk) -> None:
    _, camera = desk
    for action in (camera.start, camera.start, camera.stop, camera.stop, camera.close, camera.close):
        await soon(action())


async def test_a_pulled_camera_is_said_and_survived(tmp_path, monkeypatch) -> None:
    node = tmp_path / "video"
    plug_in(node, monkeypatch)
    camera = registry.find("document", "camera")({"device": str(node)})
    await camera.open()
    await camera.start()
    node.unlink()
    with pytest.raises(DeviceError) as lost:
        while True:
            await soon(camera.take())
    assert lost.value.fault in {DeviceFault.NOT_CONNECTED, DeviceFault.NOT_RESPONDING}
    await camera.close()
    node.touch()
    await camera.open()
    await camera.start()
    assert isinstance(await soon(camera.take()), PaperPage)
    await camera.close()


async def test_without_scanimage_the_scanner_says_what_to_install(monkeypatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(DeviceError) as missing:
        await registry.find("document", "scanner")({}).open()
    assert missing.value.fault is DeviceFault.WRONG_SETTINGS
    assert "sane-utils" in missing.value.detail


@NEEDS_SANE
async def test_an_absent_scanner_is_not_connected() -> None:
    scanner = registry.find("document", "scanner")({"device": "nowhere"})
    with pytest.raises(DeviceError) as away:
        await scanner.open()
    assert away.value.fault is DeviceFault.NOT_CONNECTED
