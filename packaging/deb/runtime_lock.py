"""Writes the part of the lock file that a kiosk needs at run time: its dependencies and theirs, none of the tests'.

Usage: runtime_lock.py SOURCE PYTHON_VERSION OUT; run by the interpreter that has the locked packages installed, whose
metadata say who needs whom.
"""

from __future__ import annotations

import itertools
import re
import sys
import tomllib
from importlib.metadata import requires
from pathlib import Path
from typing import cast

from packaging.markers import Environment, default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==[^\\]*", re.MULTILINE)


def needed(dependencies: list[str], environment: Environment) -> set[str]:
    """Return the canonical names of everything that these requirements bring, by the installed packages' metadata."""
    names: set[str] = set()
    waiting = [Requirement(one) for one in dependencies]
    while waiting:
        requirement = waiting.pop()
        extras = requirement.extras or {""}
        if not any(_applies(requirement, environment, extra) for extra in extras):
            continue
        name = canonicalize_name(requirement.name)
        if name in names and not requirement.extras:
            continue
        names.add(name)
        below = (Requirement(one) for one in requires(requirement.name) or ())
        waiting += [one for one in below if any(_applies(one, environment, extra) for extra in extras)]
    return names


def _applies(requirement: Requirement, environment: Environment, extra: str) -> bool:
    marker = requirement.marker
    return marker is None or marker.evaluate({**cast("dict[str, str]", environment), "extra": extra})


def lines(lock: str, names: set[str], environment: Environment) -> list[str]:
    """Return the lock's entries for these names, with hashes; markers are judged, not kept. Raises LookupError."""
    starts = [match.start() for match in _PIN.finditer(lock)] + [len(lock)]
    kept: dict[str, str] = {}
    for begin, end in itertools.pairwise(starts):
        pin, *hashes = lock[begin:end].strip().split("\\\n")
        requirement = Requirement(pin)
        name = canonicalize_name(requirement.name)
        if name in names and _applies(requirement, environment, ""):
            kept[name] = "\\\n".join([f"{name}{requirement.specifier} ", *hashes])
    if missing := names - kept.keys():
        raise LookupError(f"requirements.lock is older than pyproject.toml: {', '.join(sorted(missing))}")
    return list(kept.values())


def main(source: Path, python: str, out: Path) -> None:
    """Write the shorter lock to `out`."""
    environment = default_environment()
    environment["python_version"] = python
    environment["python_full_version"] = f"{python}.0"
    project = tomllib.loads((source / "pyproject.toml").read_text("utf-8"))["project"]
    names = needed(project["dependencies"], environment)
    out.write_text("\n".join(lines((source / "requirements.lock").read_text("utf-8"), names, environment)) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
