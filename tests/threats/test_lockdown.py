"""Nothing on the screen opens anything else: no dialog, link, markup, web view, shell, evaluated code (T3, T8, T12)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
QML = sorted((ROOT / "ui").rglob("*.qml"))
PYTHON = sorted(file for room in ("kiosk", "ui", "drivers", "sync") for file in (ROOT / room).rglob("*.py"))

FORBIDDEN_IN_QML = {
    "dialogs of the system": r"QtQuick\.Dialogs|Qt\.labs\.platform|FileDialog|FolderDialog|ColorDialog|FontDialog",
    "web": r"QtWebEngine|QtWebView|WebView|XMLHttpRequest|openUrlExternally",
    "links and markup": r"onLinkActivated|onLinkHovered|Text\.(RichText|StyledText|MarkdownText|AutoText)",
    "made at run time": r"createQmlObject|\beval\s*\(|new\s+Function|\bFunction\s*\(",
    "shortcuts": r"\bShortcut\s*\{|\bAction\s*\{",
    "storage": r"LocalStorage|\bSettings\s*\{",
    "selection and copying": r"selectByMouse\s*:\s*true|\.copy\(\)|\.paste\(\)|\.cut\(\)|persistentSelection",
    "drag and drop": r"\bDropArea\b|Drag\.",
}
FORBIDDEN_IN_PYTHON = {
    "shell": r"shell\s*=\s*True|os\.system|os\.popen|QProcess",
    "opening things": r"QDesktopServices|webbrowser|xdg-open",
    "code from data": r"(?<![\w.])eval\(|(?<![\w.])exec\(|pickle|marshal\.loads|yaml\.load\b",
    "files by XHR": r"QML_XHR_ALLOW_FILE_READ",
    "verification switched off": r"verify\s*=\s*False",
    "dialogs and web": r"QFileDialog|QColorDialog|QPrintDialog|QtWebEngine|QtPrintSupport",
}


def bare(text: str) -> str:
    """QML without comments."""
    return re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("what", FORBIDDEN_IN_QML)
def test_no_qml_opens_anything_else(what: str) -> None:
    found = [str(file.relative_to(ROOT)) for file in QML if re.search(FORBIDDEN_IN_QML[what], bare(file.read_text()))]
    assert found == []


@pytest.mark.parametrize("what", FORBIDDEN_IN_PYTHON)
def test_no_python_opens_anything_else(what: str) -> None:
    pattern = FORBIDDEN_IN_PYTHON[what]
    found = [str(file.relative_to(ROOT)) for file in PYTHON if re.search(pattern, without_strings(file))]
    assert found == []


def without_strings(file: Path) -> str:
    """Python without docstrings, where forbidden things are spoken of."""
    tree = ast.parse(file.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            node.value.value = ""
    return ast.unparse(tree)


def test_every_text_is_plain() -> None:
    """Qt guesses markup unless it is told not to; one place tells it, and nobody draws text beside it."""
    drawn = re.compile(r"^\s*(?:\w+\s*:\s*)?(?:Text|TextEdit|TextArea|Label)\s*\{", re.MULTILINE)
    users = [file for file in QML if drawn.search(bare(file.read_text("utf-8")))]
    assert [str(file.relative_to(ROOT)) for file in users] == ["ui/touch/controls/Words.qml"]
    assert "textFormat: Text.PlainText" in users[0].read_text("utf-8")
    changed = [file for file in QML if file != users[0] and "textFormat" in file.read_text("utf-8")]
    assert changed == []


@pytest.mark.parametrize(
    ("rules", "sin"),
    [
        (FORBIDDEN_IN_QML, "import QtQuick.Dialogs"),
        (FORBIDDEN_IN_QML, "Shortcut { }"),
        (FORBIDDEN_IN_PYTHON, "exec(x)"),
    ],
)
def test_the_gate_sees_a_planted_sin(rules: dict[str, str], sin: str) -> None:
    assert any(re.search(pattern, sin) for pattern in rules.values())
