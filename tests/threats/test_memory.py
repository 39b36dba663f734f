"""A citizen's data leave a process neither by a core dump nor by a traceback, a library's log or Qt's words (T15)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import structlog
from PySide6.QtCore import QUrl, qInstallMessageHandler
from PySide6.QtQml import QQmlComponent
from structlog.testing import capture_logs

from sync.status import StatusServer
from tests.threats.closed_process import CANARY
from tests.ui.kiosk_screen import opened
from ui.touch.shell.locks import quiet_qt

ROOT = Path(__file__).parents[2]


class Nothing:
    """A portal that knows no dossier."""

    def dossier(self, code: str) -> None:
        pass

    def close(self) -> None:
        pass


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.threats.closed_process", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd=ROOT, env=environment)


@pytest.mark.parametrize("how", ["raise", "thread", "task", "collected"])
def test_an_error_is_told_by_type_and_place_without_any_value(how: str) -> None:
    said = run(how)
    told = said.stdout + said.stderr
    assert "Chim" not in told
    assert "000099012345" not in told
    lines = [json.loads(line) for line in told.splitlines()]
    assert [(line["event"], line["error_type"]) for line in lines] == [("sys_crash", "ValueError")]
    assert lines[0]["code"].startswith("closed_process.py:")


def test_a_librarys_log_goes_nowhere() -> None:
    said = run("log")
    assert CANARY not in said.stdout + said.stderr


def test_there_is_no_core_dump_and_no_debugger() -> None:
    assert run("limits").stdout.strip() == "(0, 0) 0"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
def test_a_closed_process_without_rights_still_asks_the_sync_process() -> None:
    with tempfile.TemporaryDirectory() as name:  # not below a folder that only root may enter
        folder = Path(name)
        folder.chmod(0o755)
        server = StatusServer(folder, Nothing, Nothing)
        (folder / "status.sock").chmod(0o666)
        try:
            assert run("nobody", name).stdout == "asked: None"
        finally:
            server.close()


def test_words_of_qt_stay_inside() -> None:
    with opened() as screen:
        structlog.reset_defaults()
        previous = qInstallMessageHandler(None)
        quiet_qt()
        with capture_logs() as logs:
            component = QQmlComponent(screen.screen.engine)
            program = f'import QtQml\nQtObject {{ Component.onCompleted: console.warn("{CANARY}") }}'
            component.setData(program.encode(), QUrl("file:///form.qml"))
            made = component.create()
        qInstallMessageHandler(previous)
        assert [(line["event"], line["code"]) for line in logs] == [("screen_message", "form.qml:2")]
        assert CANARY not in str(logs)
        del made
