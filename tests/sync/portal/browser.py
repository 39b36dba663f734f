"""Debian's Chromium without a screen, driven by W3C WebDriver over plain HTTP."""

import shutil
import socket
import subprocess
import time
from base64 import b64decode
from pathlib import Path
from types import TracebackType
from typing import Any

import requests

MISSING = [name for name in ("chromium", "chromedriver") if shutil.which(name) is None]
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # W3C WebDriver §11
_TIMEOUT = 60


class Browser:
    """One window; use as a context."""

    def __init__(self, folder: Path, width: int = 1440, height: int = 1100) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        command = ["chromedriver", f"--port={port}"]
        self._driver = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self._driver.stdout is not None
        while "started successfully" not in self._driver.stdout.readline():
            assert self._driver.poll() is None, "chromedriver ended"
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--force-device-scale-factor=1"]
        arguments += [f"--window-size={width},{height}", f"--user-data-dir={folder}", "--lang=vi", "--hide-scrollbars"]
        options = {"args": arguments, "binary": shutil.which("chromium")}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        self._http = requests.Session()
        self._http.trust_env = False
        self._base = f"http://127.0.0.1:{port}"
        session = self._call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]
        self._base += f"/session/{session}"
        self._call("POST", "/timeouts", {"implicit": 45_000})

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._call("DELETE", "", None)
        self._http.close()
        self._driver.terminate()
        self._driver.communicate()

    def open(self, url: str) -> None:
        self._call("POST", "/url", {"url": url})

    @property
    def url(self) -> str:
        return self._call("GET", "/url")

    def type(self, selector: str, text: str) -> None:
        self._call("POST", f"/element/{self._find(selector)}/value", {"text": text})

    def press(self, selector: str) -> None:
        """Press what leads to another page, and wait until it is there: what is asked next is asked of that one."""
        left = self._find("html")
        self._call("POST", f"/element/{self._find(selector)}/click", {})
        patience = time.monotonic() + _TIMEOUT
        while self._find("html") == left:
            assert time.monotonic() < patience, f"{selector} led nowhere"

    def text(self, selector: str) -> str:
        return self._call("GET", f"/element/{self._find(selector)}/text")

    def run(self, script: str) -> Any:
        return self._call("POST", "/execute/sync", {"script": script, "args": []})

    def until(self, condition: str) -> None:
        """Wait in the page until a condition holds."""
        waiting = f"const done = arguments[0]; setInterval(() => {{ if ({condition}) done(true) }}, 50)"
        self._call("POST", "/execute/async", {"script": waiting, "args": []})

    def keys(self, *keys: str) -> None:
        """Press keys one after another, wherever the focus is."""
        strokes = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._call("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]})

    def prefer(self, scheme: str) -> None:
        """Play a person who set their computer to ``light`` or ``dark``, without motion."""
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        emulated = {"cmd": "Emulation.setEmulatedMedia", "params": {"features": features}}
        self._call("POST", "/goog/cdp/execute", emulated)

    def complaints(self) -> list[str]:
        """What the browser's console says: refused by policy, errors of script."""
        return [one["message"] for one in self._call("POST", "/se/log", {"type": "browser"}) if one["level"] != "INFO"]

    def picture(self, file: Path) -> Path:
        file.write_bytes(b64decode(self._call("GET", "/screenshot")))
        return file

    def _find(self, selector: str) -> str:
        return self._call("POST", "/element", {"using": "css selector", "value": selector})[_ELEMENT]

    def _call(self, method: str, path: str, body: object = None) -> Any:
        answer = self._http.request(method, self._base + path, json=body, timeout=_TIMEOUT)
        value = answer.json()["value"]
        assert answer.ok, value["message"]
        return value
