"""Writes ``types.qmltypes`` into every folder whose Python offers a type to QML, so that qmllint knows its properties.

Run ``python -m ui.touch.types`` after a change of such a file; ``--check`` only says whether one is out of date.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

TOUCH = Path(__file__).parent
_TOOLS = Path(sys.executable).parent
_BASES = (TOUCH / "bridge.py", TOUCH / "screens" / "looking.py", TOUCH / "screens" / "revealing.py")
_QML_NAMES = {
    "list": "QVariantList",
    "float": "double",
    "dict": "QVariantMap",
    "object": "QVariant",
    "QObject": "QObject*",
}


def folders() -> list[Path]:
    """Return the folders whose Python files offer types to QML."""
    return sorted({f.parent for f in TOUCH.rglob("*.py") if _offers(f)})


def describe(folder: Path) -> str:
    """Return the qmltypes text of one folder: one QML module."""
    known: dict[str, dict[str, Any]] = {}
    for cls in (cls for base in _BASES for cls in _dump(base)["classes"]):
        _inherit(cls, known)
    units = [_dump(f) for f in sorted(folder.glob("*.py")) if _offers(f)]
    for cls in (cls for unit in units for cls in unit["classes"]):
        _inherit(cls, known)
    return _register(units)


def _offers(file: Path) -> bool:
    return "\nQML_IMPORT_NAME = " in file.read_text("utf-8")


@cache
def _dump(source: Path) -> dict[str, Any]:
    """Run PySide's dumper; it knows Python's type names only, QML's are put in their place."""
    done = subprocess.run([_TOOLS / "pyside6-metaobjectdump", source], capture_output=True, text=True, check=True)
    unit: dict[str, Any] = json.loads(done.stdout)[0]
    unit["inputFile"] = source.name
    for cls in unit["classes"]:
        for entry in cls.get("properties", []):
            entry["type"] = _QML_NAMES.get(entry["type"], entry["type"])
    return unit


def _inherit(cls: dict[str, Any], known: dict[str, dict[str, Any]]) -> None:
    """Give a class what its base in another Python file declares: the registrar cannot follow it there."""
    known[cls["className"]] = cls
    for parent in cls.get("superClasses", []):
        base = known.get(parent["name"])
        if base is None:
            continue
        for part in ("properties", "signals", "slots"):
            cls[part] = [*base.get(part, []), *cls.get(part, [])]
        parent["name"] = base["superClasses"][0]["name"]
    cls["object"] = True
    for index, entry in enumerate(cls.get("properties", [])):
        entry["index"] = index


def _register(units: list[dict[str, Any]]) -> str:
    """Turn a dump into qmltypes text; the C++ that the registrar writes beside it is of no use here."""
    with tempfile.TemporaryDirectory() as folder:
        metatypes, out = Path(folder, "metatypes.json"), Path(folder, "types.qmltypes")
        metatypes.write_text(json.dumps(units), "utf-8")
        command: list[str | Path] = [_TOOLS / "pyside6-qmltyperegistrar", "--generate-qmltypes", out]
        command += [
            "--import-name",
            units[0]["QML_IMPORT_NAME"],
            "--major-version",
            str(units[0]["QML_IMPORT_MAJOR_VERSION"]),
        ]
        command += ["-o", Path(folder, "unused.cpp"), metatypes]
        subprocess.run(command, capture_output=True, text=True, check=True)
        return out.read_text("utf-8")


def main(arguments: list[str]) -> int:
    """Write the files, or with ``--check`` name those that are out of date."""
    stale = 0
    for folder in folders():
        target = folder / "types.qmltypes"
        text = describe(folder)
        if target.is_file() and target.read_text("utf-8") == text:
            continue
        stale += 1
        sys.stdout.write(f"{target.relative_to(TOUCH.parent.parent)}\n")
        if "--check" not in arguments:
            target.write_text(text, "utf-8")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
