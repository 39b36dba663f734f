"""How fast the screen is and how much it holds: first picture, answer to a touch, page change, memory over many visits.

Everything is measured offscreen with the software renderer, beside a bare QML window in the same run; touches also
while a camera of 30 frames a second is shown.
"""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from tests.bench import ways

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

STARTS = 5
VISITS = 100
BETWEEN_VISITS_MS = 2000
"""Memory is what the kiosk holds when it waits for the next citizen."""
CAMERA = (1280, 720, 30)
"""Pixels across, pixels down, frames a second."""
PREVIEW_SECONDS = 5
BARE = """
import sys
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
app = QGuiApplication([])
engine = QQmlApplicationEngine()
engine.loadData(b'import QtQuick; Window { visible: true; width: 1080; height: 1920; Text { text: "a" } }')
def painted():
    print("FIRST_FRAME", open("/proc/self/statm").read().split()[1], flush=True)
engine.rootObjects()[0].frameSwapped.connect(painted)
sys.exit(app.exec())
"""
TOUCHED = """
import sys
from ui.cli import main
from ui.touch import main as touch
def painted(screen):
    from PySide6.QtCore import QPointF, QTimer
    from ui.touch.demo.finger import Finger
    finger = Finger(screen.window)
    button = finger.find("Làm thủ tục")
    at = button.mapToScene(QPointF(button.width() / 2, button.height() / 2))
    def shown():
        if button.property("pressed"):
            print("PRESSED", flush=True)
            screen.window.frameSwapped.disconnect(shown)
    screen.window.frameSwapped.connect(shown)
    screen.shell.screenChanged.connect(lambda *_: screen.window.frameSwapped.connect(lambda: print("PAGE", flush=True)))
    QTimer.singleShot(0, lambda: finger.press_at(at))
    QTimer.singleShot(100, lambda: finger.release_at(at))
show = touch.show
touch.show = lambda opening, first, **said: show(opening, first, **{**said, "on_first_frame": painted})
main.run()
"""
"""The kiosk, touched as soon as its first picture stands."""
SETTINGS = """
kiosk = "K07"
state = "{state}"
[place]
centre = "Trung tâm Phục vụ hành chính công xã Hoa Mai"
authority = "UBND XÃ HOA MAI"
commune = "xã Hoa Mai"
province = "tỉnh Lâm Đồng"
[portal]
url = "http://127.0.0.1:1"
sealing_key = "{key}"
sealing_key_id = "bench"
receipt_key = "{key}"
receipt_key_id = "bench"
"""


def run() -> dict[str, Any]:
    """Measure everything; times in milliseconds, memory in MiB."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder, "kiosk.toml")
        key = base64.b64encode(bytes(31) + b"\x09").decode()
        settings.write_text(SETTINGS.format(state=folder, key=key), "utf-8")
        kiosk = [str(Path(sys.executable).parent / "kiosk"), "run", "--settings", str(settings)]
        kiosk += ["--window", "1080x1920", "--announce-first-frame"]
        bare, bare_pages = _starts([sys.executable, "-c", BARE])
        own, _ = _starts(kiosk)
        touched = [sys.executable, "-c", TOUCHED, *kiosk[1:]]
        pressed, _ = _starts(touched, "PRESSED")
        page, _ = _starts(touched, "PAGE")
    return {
        "bare_first_frame_ms": bare,
        "first_frame_ms": own,
        "first_frame_ratio": round(own / bare, 2),
        "first_touch_seen_ms": pressed,
        "first_touch_page_ms": page,
        **_within(bare_pages * os.sysconf("SC_PAGE_SIZE") / 2**20),
        "ways": ways.run(),
    }


def _starts(command: list[str], said: str = "FIRST_FRAME") -> tuple[float, int]:
    """Return the median time of warm starts until `said` is printed, and the pages held then."""
    times, pages = [], 0
    for _ in range(STARTS + 1):
        began = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            line = next(line for line in process.stdout if line.startswith(said))
            times.append(1000 * (time.perf_counter() - began))
            pages = int(([*line.split(), "0"])[1])
            process.kill()
    return round(median(times[1:])), pages


def _within(bare_mib: float) -> dict[str, Any]:
    """Measure one screen in this process."""
    from PySide6.QtCore import QEventLoop, QPointF, QTimer
    from PySide6.QtGui import QGuiApplication

    from kiosk.visit.clock import SystemClock
    from ui.screenshots.gallery import moments
    from ui.touch.demo.finger import Finger
    from ui.touch.shell.screen import Screen

    app = QGuiApplication.instance() or QGuiApplication([])
    screen = Screen(SystemClock(), (1080, 1920))
    finger = Finger(screen.window)
    shown = {moment.name: moment.snapshot for moment in moments()}

    def painted_after(action: Any) -> float:
        loop = QEventLoop()
        QTimer.singleShot(1000, loop.quit)
        screen.window.frameSwapped.connect(loop.quit)
        began = time.perf_counter()
        action()
        loop.exec()
        screen.window.frameSwapped.disconnect(loop.quit)
        return 1000 * (time.perf_counter() - began)

    def page(name: str) -> float:
        return painted_after(lambda: screen.bridge.publish(shown[name]))

    way = ["welcome", "catalogue", "precheck", "identify", "consent", "fill-1", "review", "done"]
    for name in way:
        page(name)
        finger.rest(200)
    each: dict[str, list[float]] = {name: [] for name in way}
    for name in way * 5:
        each[name].append(page(name))
        finger.rest(200)
    changes = [change for times in each.values() for change in times]
    slowest = sorted(way, key=lambda name: -median(each[name]))[:3]
    screen.bridge.publish(shown["catalogue"])
    finger.rest(300)
    tile = finger.find("Kết hôn")
    assert tile is not None
    at = tile.mapToScene(QPointF(tile.width() / 2, tile.height() / 2))
    presses = []
    for _ in range(40):
        presses.append(painted_after(lambda: finger.press_at(at)))
        finger.release_at(at)
        finger.rest(60)
    held = []
    for _ in range(2):
        for _ in range(VISITS // 2):
            for snapshot in shown.values():
                screen.bridge.publish(snapshot)
                finger.rest(0)
        screen.bridge.publish(shown["welcome"])
        finger.rest(BETWEEN_VISITS_MS)
        held.append(_rss_mib())
    preview = _preview(screen, finger, shown["identify-code"], painted_after)
    screen.close()
    del app
    return {
        "page_change_ms_median": round(median(changes)),
        "page_change_ms_p95": round(quantiles(changes, n=20)[-1]),
        "page_change_ms_slowest": {name: round(median(each[name])) for name in slowest},
        "touch_to_frame_ms_median": round(median(presses), 1),
        "touch_to_frame_ms_p95": round(quantiles(presses, n=20)[-1], 1),
        **preview,
        "bare_window_mib": round(bare_mib, 1),
        "memory_mib_after_100_visits": round(held[-1], 1),
        "memory_ratio": round(held[-1] / bare_mib, 2),
        "memory_growth_last_50_percent": round(100 * (held[-1] / held[0] - 1), 2),
    }


def _preview(screen: Any, finger: Any, snapshot: Any, painted_after: Any) -> dict[str, Any]:
    """Show a camera that runs, and touch the screen meanwhile."""
    from PySide6.QtCore import QPointF

    screen.bridge.attach(_NobodyThere(), _running_camera())
    screen.bridge.publish(snapshot)
    finger.rest(500)
    (picture,) = [item for item in _within_item(screen.window.contentItem()) if _is_live(item)]
    drawn: set[str] = set()
    watch = screen.window.frameSwapped.connect(lambda: drawn.add(picture.property("source").toString()))
    finger.rest(1000 * PREVIEW_SECONDS)
    screen.window.frameSwapped.disconnect(watch)
    button = finger.find("Nhập số bằng tay")
    at = button.mapToScene(QPointF(button.width() / 2, button.height() / 2))
    presses = []
    for _ in range(40):
        presses.append(painted_after(lambda: finger.press_at(at)))
        finger.release_at(QPointF(1.0, 1.0))  # beside it: a press that chooses nothing
        finger.rest(60)
    return {
        "preview_pictures_a_second": round(len(drawn) / PREVIEW_SECONDS, 1),
        "touch_to_frame_with_preview_ms_median": round(median(presses), 1),
        "touch_to_frame_with_preview_ms_p95": round(quantiles(presses, n=20)[-1], 1),
    }


class _NobodyThere:
    """A visit that takes every event and says nothing."""

    def send(self, event: object) -> None:
        pass

    def subscribe(self, callback: object) -> None:
        pass


def _running_camera() -> Any:
    """Return what gives the newest frame of a camera that runs."""
    import numpy as np

    from drivers.ports import Frame

    width, height, rate = CAMERA
    rng = np.random.default_rng(1)
    pictures = [rng.integers(0, 255, (height, width, 3), np.uint8).tobytes() for _ in range(8)]

    def newest() -> Frame:
        number = int(time.monotonic() * rate)
        return Frame(width, height, pictures[number % len(pictures)], number / rate)

    return newest


def _within_item(item: Any) -> Any:
    yield item
    for child in item.childItems():
        yield from _within_item(child)


def _is_live(item: Any) -> bool:
    source = item.property("source")
    return hasattr(source, "toString") and source.toString().startswith("image://camera/")


def _rss_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
