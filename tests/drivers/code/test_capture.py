"""The camera thread: the newest frame wins; missing, busy and silent are told apart; settings are asked for."""

import threading

import cv2
import numpy as np
import pytest

from drivers.ports import DeviceError, DeviceFault
from drivers.transport import video
from drivers.transport.video import Capture


class Grabber:
    """A stand-in for OpenCV's capture whose frames are numbered and come when the test lets them."""

    def __init__(self, path, backend):
        self.asked = {}
        self.number = 0
        self.allowed = threading.Semaphore(0)
        self.taken = threading.Semaphore(0)
        self.alive = True
        self.opens = True
        Grabber.last = self

    def isOpened(self):
        return self.opens

    def set(self, prop, value):
        self.asked[prop] = value
        self.allowed.release()  # the first frames come by themselves
        return True

    def read(self):
        if not self.alive or not self.allowed.acquire(timeout=0.2):
            return self.alive, None
        self.number += 1
        self.taken.release()
        return self.alive, np.full((4, 6, 3), self.number % 256, np.uint8)

    def release(self):
        self.alive = False


@pytest.fixture
def node(tmp_path, monkeypatch):
    file = tmp_path / "video0"
    file.touch()
    monkeypatch.setattr(cv2, "VideoCapture", Grabber)
    monkeypatch.setattr(video, "_PATIENCE", 0.5)
    return file


@pytest.fixture
def camera(node):
    made = Capture(str(node), (1920, 1080), 30, focus=40)
    yield made
    made.close()


def fault_of(action):
    with pytest.raises(DeviceError) as raised:
        action()
    return raised.value.fault


def test_a_frame_that_waited_is_never_given(camera):
    camera.open()
    grabber = Grabber.last
    before = grabber.number
    for _ in range(5):
        grabber.allowed.release()
    while grabber.number < before + 5:
        assert grabber.taken.acquire(timeout=2)
    picture, _ = camera.next_frame()
    assert picture[0, 0, 0] >= before + 4  # the last may still be on its way


def test_the_settings_are_asked_for(camera):
    assert camera.open() == "V4L2 camera 6x4"
    asked = Grabber.last.asked
    assert (asked[cv2.CAP_PROP_FRAME_WIDTH], asked[cv2.CAP_PROP_FRAME_HEIGHT]) == (1920, 1080)
    assert (asked[cv2.CAP_PROP_AUTOFOCUS], asked[cv2.CAP_PROP_FOCUS]) == (0, 40)
    assert asked[cv2.CAP_PROP_BUFFERSIZE] == 1
    assert cv2.CAP_PROP_EXPOSURE not in asked


def test_a_missing_node_is_not_connected(camera, node):
    node.unlink()
    assert fault_of(camera.open) is DeviceFault.NOT_CONNECTED


def test_a_node_that_cannot_be_opened_is_busy(camera, monkeypatch):
    monkeypatch.setattr(Grabber, "isOpened", lambda self: False)
    assert fault_of(camera.open) is DeviceFault.BUSY


def test_a_silent_camera_does_not_respond(camera, monkeypatch):
    def nothing(self):
        threading.Event().wait(0.02)
        return True, None

    monkeypatch.setattr(Grabber, "read", nothing)
    assert fault_of(camera.open) is DeviceFault.NOT_RESPONDING


def test_a_camera_that_fails_again_and_again_is_gone(camera):
    camera.open()
    Grabber.last.alive = False
    with pytest.raises(DeviceError) as gone:
        for _ in range(100):
            camera.next_frame()
    assert gone.value.fault is DeviceFault.NOT_CONNECTED
