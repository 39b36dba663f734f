"""Keeps of Qt what the kiosk's screens use: the roots below and every library that those need, nothing else.

Usage: qt.py LIB, the folder that holds PySide6. QtQuick.VirtualKeyboard, of which the wheel carries a stray piece, is
not among the roots: its licence is not the LGPL.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

BINDINGS = ("QtCore", "QtGui", "QtNetwork", "QtOpenGL", "QtQml", "QtQuick", "QtSvg")
PLUGINS = (
    "generic/libqevdevtouchplugin.so",
    "imageformats/libqjpeg.so",
    "imageformats/libqsvg.so",
    "platforms/libqlinuxfb.so",
    "platforms/libqoffscreen.so",
    "platforms/libqwayland.so",
    "wayland-graphics-integration-client/libqt-plugin-wayland-egl.so",
    "wayland-shell-integration/libxdg-shell.so",
)
"""Wayland in the hall, offscreen for pictures and the self-test, linuxfb where no compositor may run."""
QML = ("QtQml", "QtQuick")
NOT_QML = frozenset(("Controls", "Dialogs", "Effects", "LocalStorage", "Particles", "Pdf", "Scene2D"))
NOT_QML |= {"Scene3D", "StateMachine", "Templates", "Timeline", "VectorImage", "VirtualKeyboard", "tooling"}
PYTHON = ("__init__.py", "_config.py", "_git_pyside_version.py", "py.typed")
_NEEDED = re.compile(r"\(NEEDED\).*\[(?P<name>[^\]]+)\]")


def prune(lib: Path) -> None:
    """Delete everything of PySide6 in `lib` that is no root and needed by none."""
    pyside = lib / "PySide6"
    roots = [pyside / name for name in PYTHON]
    roots += [pyside / f"{name}.abi3.so" for name in BINDINGS]
    roots += [pyside / "Qt/plugins" / name for name in PLUGINS]
    roots += _qml(pyside / "Qt/qml")
    if missing := [root for root in roots if not root.exists()]:
        raise SystemExit(f"this Qt has no {', '.join(map(str, missing))}: look at {__file__}")
    kept = _closure(roots, [pyside, pyside / "Qt/lib", lib / "shiboken6"])
    for path in sorted(pyside.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in kept:
            path.unlink()
    for name in ("shiboken6/include", "shiboken6/lib"):
        shutil.rmtree(lib / name, ignore_errors=True)


def _qml(folder: Path) -> list[Path]:
    files = [path for name in QML for path in (folder / name).rglob("*") if path.is_file()]
    return [path for path in files if path.suffix != ".qmltypes" and not NOT_QML & set(path.relative_to(folder).parts)]


def _closure(roots: Iterable[Path], folders: Iterable[Path]) -> set[Path]:
    """Return the roots and, of the libraries in `folders`, those that a kept one needs."""
    known = {path.name: path for folder in folders for path in folder.glob("*.so*")}
    kept, waiting = set[Path](), list(roots)
    while waiting:
        path = waiting.pop()
        if path in kept:
            continue
        kept.add(path)
        if ".so" in path.name:
            waiting += [known[name] for name in _needed(path) if name in known]
    return kept


def _needed(library: Path) -> list[str]:
    said = subprocess.run(["readelf", "-dW", library], check=True, capture_output=True, text=True, env={"LC_ALL": "C"})
    return _NEEDED.findall(said.stdout)


if __name__ == "__main__":
    prune(Path(sys.argv[1]))
