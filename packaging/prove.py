"""`./dev prove`: measures every number that README.md states and keeps it with commit, date and command in proof.json.

`proof.toml` lists them. Usage: prove.py [NAME…]; prove.py --count prints what can be counted without running anything.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from functools import cache, reduce
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PROOF = HERE / "proof.json"
NUMBER = re.compile(
    r"(?<![\w.@-])(\d[\d,.]*(?:\s(?:ms|s|MB|kB|tests|procedures|forms|languages|lines|%|touches)))(?!\w)"
)
"""A measured number as README writes it: with its unit."""


def main(names: list[str]) -> None:
    """Measure and write; a number whose command fails keeps its old proof, and the exit code says so."""
    listed: dict[str, dict[str, str]] = tomllib.loads((HERE / "proof.toml").read_text("utf-8"))
    proof = json.loads(PROOF.read_text("utf-8")) if PROOF.exists() else {}
    proof = {name: proof[name] for name in listed if name in proof}
    commit = _said("git", "rev-parse", "--short", "HEAD").strip()
    failed = []
    for name in names or listed:
        try:
            value = reduce(
                lambda said, key: said[key], listed[name]["value"].split("."), measured(listed[name]["command"])
            )
        except (subprocess.CalledProcessError, ValueError, KeyError) as error:
            failed.append(f"{name}: {error}")
            continue
        said = listed[name]["said"].format(value)
        proof[name] = {"said": said, "value": value, "command": listed[name]["command"], "commit": commit}
        proof[name]["date"] = f"{datetime.now(UTC):%Y-%m-%d}"
        sys.stdout.write(f"{name}: {said}\n")
    PROOF.write_text(json.dumps(proof, indent=2, ensure_ascii=False) + "\n", "utf-8")
    if failed:
        raise SystemExit("not measured: " + "; ".join(failed))


@cache
def measured(command: str) -> dict[str, Any]:
    """Run a command of the environment once; return the last JSON object that it prints. Raises ValueError."""
    program, *rest = command.split()
    sys.stdout.write(f"{datetime.now(UTC):%H:%M:%S} {command} …\n")
    sys.stdout.flush()
    lines = _said(str(ROOT / ".venv/bin" / program), *rest).splitlines()
    objects = [line for line in lines if line.startswith("{")]
    if not objects:
        raise ValueError(f"{command} printed no object")
    return dict(json.loads(objects[-1]))


def unproven(readme: str, proof: dict[str, dict[str, Any]]) -> list[str]:
    """Return the numbers with a unit in a text that no proof holds in the same words."""
    held = {one["said"] for one in proof.values()}
    return [number for number in NUMBER.findall(readme) if number not in held]


def count() -> dict[str, int]:
    """What can be counted without measuring."""
    collected = _said(str(ROOT / ".venv/bin/python"), "-m", "pytest", "--collect-only", "-q", "-m", "")
    return {"tests": sum("::" in line for line in collected.splitlines())} | tree()


def tree() -> dict[str, int]:
    """What stands in the tree as folders."""
    return {
        "procedures": len(list((ROOT / "resources/procedures").glob("*/procedure.toml"))),
        "forms": len(list((ROOT / "resources/forms").glob("*/schema.json"))),
        "languages": len(list((ROOT / "resources/languages").glob("*/messages.po"))),
    }


def _said(*command: str) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT).stdout


if __name__ == "__main__":
    if sys.argv[1:] == ["--count"]:
        sys.stdout.write(json.dumps(count()) + "\n")
    else:
        main(sys.argv[1:])
