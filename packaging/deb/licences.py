"""Writes under which licence each library came, by the bill of materials; one that nobody agreed to stops the build.

Usage: licences.py SBOM OUT.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ALLOWED = (
    "0BSD", "Apache", "BSD", "CC0", "HPND", "ISC", "LGPL", "MIT", "MPL", "PSF", "Python Software Foundation", "Zlib",
    "Public Domain",
)  # fmt: skip
"""Beginnings of licence names that a package under Apache-2.0 may carry; LGPL and MPL as separate, unmodified files."""
UNSAID = {"pysqlite3": "Zlib"}
"""Libraries whose metadata name no licence, with what their LICENSE file says."""
_TROVE = "License :: OSI Approved :: "


def licence_of(component: dict[str, Any]) -> list[str]:
    """Return the licence names of a CycloneDX component."""
    said = (one.get("license", one) for one in component.get("licenses", ()))
    names = sorted({one.get("id") or one.get("expression") or one.get("name", "") for one in said})
    names = [name.removeprefix(_TROVE) for name in names]
    return names or [name for library, name in UNSAID.items() if library == component["name"]]


def is_allowed(names: list[str]) -> bool:
    """True when one of the names can be agreed to; of alternatives one is enough, of parts all are needed."""
    choices = (choice.split(" AND ") for name in names for choice in name.split(" OR "))
    return any(all(part.strip(" ()").startswith(ALLOWED) for part in parts) for parts in choices)


def main(sbom: Path, out: Path) -> None:
    """Write the list; SystemExit names every component whose licence is unknown or not agreed to."""
    components = sorted(json.loads(sbom.read_text("utf-8"))["components"], key=lambda one: one["name"].lower())
    if bad := [
        f"{one['name']}: {licence_of(one) or 'says none'}" for one in components if not is_allowed(licence_of(one))
    ]:
        raise SystemExit("licences that nobody agreed to: " + "; ".join(bad))
    lines = [f"{one['name']} {one['version']}: {', '.join(licence_of(one))}" for one in components]
    out.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
