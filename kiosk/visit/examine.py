"""Whether a catalogue that arrived can be served: everything in it is read as a visit would read it."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import resources
from kiosk.procedures.reading import read_text
from kiosk.settings import SettingsError, province_says
from kiosk.visit.library import Library
from sync.catalogue.portal_keys import read_portal_keys

_NEEDED = ("procedures", "forms", "schemas", "groups.toml", "consents.toml")


def examine(root: Path, today: date) -> tuple[str, ...]:
    """Name everything in the catalogue below `root` that this program could not serve; empty when it can."""
    missing = [name for name in _NEEDED if not (root / name).exists()]
    if missing:
        return tuple(f"{name}: thiếu" for name in missing)
    try:
        for name in ("groups.toml", "consents.toml", "exemptions.toml"):
            tomllib.loads(read_text(resources.path(name, root=root)))
        library = Library.load(root, today, drafts=True)
        read_portal_keys(root)
        province_says(root / "settings" / "kiosk.toml")
        library.forms.choices.places.convert_old(
            "Xã Hoa Mai, Lâm Đồng"
        )  # its tables are read whole at the first question
        consents = [library.consents(procedure) for procedure in library.catalogue.all()]
    except SettingsError as error:
        return error.problems
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        return (f"{type(error).__name__}: {str(error)[:200]}",)
    return library.problems or (() if consents else ("procedures: không có thủ tục nào còn hiệu lực",))
