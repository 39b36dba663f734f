"""The other readers, asked about the same pictures in the same run: zxing-cpp, zbar, OpenCV's two, WeChat's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np

from drivers.code.engines import zbar_scan, zxing
from drivers.code.filters import grey_of

Texts = list[list[str]]
_WECHAT = """
import json, sys, cv2
reader = cv2.wechat_qrcode.WeChatQRCode()
for name in sys.argv[1:]:
    try:
        texts = list(reader.detectAndDecode(cv2.imread(name))[0])
    except (cv2.error, UnicodeDecodeError):
        texts = []
    print(json.dumps(texts))
"""


def texts_by_peer(pictures: Sequence[np.ndarray]) -> dict[str, Texts]:
    """What each peer reads in each picture. WeChat is left out where its package cannot be installed."""
    readers: dict[str, Callable[[np.ndarray], list[str]]] = {
        "zxing-cpp": lambda picture: [code.text for code in zxing(grey_of(picture)).read],
        "zbar": lambda picture: [code.text for code in zbar_scan(grey_of(picture))],
        "opencv": _opencv(cv2.QRCodeDetector()),
        "opencv-aruco": _opencv(cv2.QRCodeDetectorAruco()),
    }
    read = {name: [reader(picture) for picture in pictures] for name, reader in readers.items()}
    wechat = _wechat(pictures)
    return read | ({"wechat": wechat} if wechat is not None else {})


def _opencv(detector: object) -> Callable[[np.ndarray], list[str]]:
    def read(picture: np.ndarray) -> list[str]:
        try:
            return [text for text in detector.detectAndDecodeMulti(picture)[1] if text]
        except (cv2.error, UnicodeDecodeError):
            return []

    return read


def _wechat(pictures: Sequence[np.ndarray]) -> Texts | None:
    python = _wechat_python()
    if python is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for number, picture in enumerate(pictures):
            names.append(str(Path(folder, f"{number}.png")))
            cv2.imwrite(names[-1], picture)
        said = subprocess.run([python, "-c", _WECHAT, *names], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in said.stdout.splitlines()]


def _wechat_python() -> str | None:
    """An environment of the bench's own: opencv-contrib must never stand beside the kiosk's OpenCV."""
    home = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"), "kiosk-bench", "wechat")
    python = home / "bin" / "python"
    if not (home / "ready").exists():
        venv.create(home, with_pip=True, clear=True)
        wanted = ["opencv-contrib-python-headless", f"numpy=={np.__version__}"]
        installed = subprocess.run([python, "-m", "pip", "install", "-q", *wanted], check=False)
        if installed.returncode:
            sys.stderr.write("bench: WeChat's reader cannot be installed here, left out\n")
            return None
        (home / "ready").touch()
    return str(python)
