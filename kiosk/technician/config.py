"""Checks a settings file and puts it into use: every error at once, each with its line and what to write instead."""

from __future__ import annotations

import base64
import difflib
import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from drivers import registry
from drivers.ports import DeviceError
from kiosk.fitting import KINDS, chosen
from kiosk.procedures.problems import line_of
from kiosk.settings import FORMAT, Settings, is_newer
from kiosk.technician.finding import Finding, table
from sync.durable import force, write_whole

Place = tuple[str, ...]

_SECRET = re.compile(r"pin|secret|password|token|pepper|private", re.IGNORECASE)
_PERSONAL = re.compile(r"\d{9}")
"""A number of a person, such as in the text that a simulated scanner is to read."""
_HIDDEN = "••••"
_LONGEST = 60
"""Characters of a wrong value that are shown."""


class Draft:
    """The text of a settings file, read whole; `problems` is empty when it can be used."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.settings: Settings | None = None
        self.problems = tuple(self._read())

    def _read(self) -> Iterator[Finding]:
        try:
            said = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            yield Finding("config", "not_toml", {"line": int(line[1]) if line else 1, "problem": str(error)})
            return
        if is_newer(said):
            yield self._finding("newer", ("format",), {"value": said["format"], "expected": FORMAT})
            return
        problems = [*self._of_model(Settings, said, ()), *self._of_drivers(said)]
        if not problems:
            self.settings = Settings.model_validate(said)
            problems = [*self._of_meaning(self.settings)]
        yield from sorted(problems, key=lambda one: (int(one.facts["line"]), str(one.facts["path"])))

    def _of_model(self, model: type[BaseModel], said: Any, where: Place) -> Iterator[Finding]:
        try:
            model.model_validate(said)
        except ValidationError as error:
            for one in error.errors():
                yield self._of_error(model, where, one["loc"], dict(one))

    def _of_error(
        self, model: type[BaseModel], where: Place, loc: Sequence[str | int], error: Mapping[str, Any]
    ) -> Finding:
        path = (*where, *map(str, loc))
        kind = error["type"] if error["type"] in table()["config"] else "other"
        allowed = _allowed(model, loc, kind)
        shown = _shown(path, error["input"])
        near = difflib.get_close_matches(path[-1] if kind == "extra_forbidden" else shown, allowed, 1)
        facts = {key: str(value) for key, value in (error.get("ctx") or {}).items() if isinstance(value, int | str)}
        facts |= {"value": shown, "expected": ", ".join(allowed), "problem": str(error["msg"])}
        return self._finding(kind, path, facts, near)

    def _of_drivers(self, said: dict[str, Any]) -> Iterator[Finding]:
        devices = said.get("devices")
        for name, device in (devices if isinstance(devices, dict) else {}).items():
            if name not in KINDS or not isinstance(device, dict) or not isinstance(device.get("driver"), str):
                continue
            place = ("devices", name)
            try:
                model = registry.options(KINDS[name], device["driver"])
            except DeviceError:
                known = registry.names(KINDS[name])
                near = difflib.get_close_matches(device["driver"], known, 1)
                facts = {"value": _shown(place, device["driver"]), "expected": ", ".join(known)}
                yield self._finding("literal_error", (*place, "driver"), facts, near)
                continue
            yield from self._of_model(model, device.get("options", {}), (*place, "options"))

    def _of_meaning(self, settings: Settings) -> Iterator[Finding]:
        """What no type can say: keys that are keys, files that are there."""
        for key in ("sealing_key", "receipt_key"):
            if not _is_key(getattr(settings.portal, key)):
                yield self._finding("not_a_key", ("portal", key))
        for key in ("ca", "certificate", "key"):
            file = getattr(settings.portal, key)
            if file is not None and not file.is_file():
                yield self._finding("no_file", ("portal", key), {"value": str(file)})

    def _finding(
        self, outcome: str, path: Place, facts: Mapping[str, str | int] | None = None, near: Sequence[str] = ()
    ) -> Finding:
        told = {"near_vi": f" (ý là {near[0]}?)" if near else "", "near_en": f" (meant {near[0]}?)" if near else ""}
        return Finding(
            "config", outcome, {"line": line_of(self.text, path) or 1, "path": ".".join(path), **(facts or {}), **told}
        )


def checked(file: Path) -> tuple[Draft | None, list[Finding]]:
    """Read a file and say every error, or that there is none; None for one that cannot be read."""
    try:
        draft = Draft(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        return None, [Finding("config", "unreadable", {"file": str(file), "problem": str(error)})]
    if draft.settings is None:
        return draft, list(draft.problems)
    count = len(list(chosen(draft.settings)))
    return draft, [Finding("config", "ok", {"kiosk": draft.settings.kiosk, "count": count})]


def _allowed(model: type[BaseModel], loc: Sequence[str | int], kind: str) -> list[str]:
    """The values or names that would have been right at a place."""
    for step in loc[:-1]:
        field = model.model_fields.get(str(step))
        found = next((one for one in _parts(field.annotation) if isinstance(one, type)), None) if field else None
        if found is None or not issubclass(found, BaseModel):
            return []
        model = found
    if kind == "extra_forbidden":
        return list(model.model_fields)
    field = model.model_fields.get(str(loc[-1]))
    return [str(one) for one in get_args(field.annotation)] if kind == "literal_error" and field else []


def _parts(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) or (annotation,)


def _shown(path: Place, value: object) -> str:
    return _HIDDEN if any(_SECRET.search(part) for part in path) else str(value)[:_LONGEST]


def _is_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, validate=True)) == 32
    except ValueError:
        return False


def shown(text: str) -> str:
    """A settings file for people: every value whose name sounds like a secret is hidden."""
    hide = re.compile(rf"(?mi)^(\s*[\w.\"'-]*(?:{_SECRET.pattern})[\w.\"'-]*\s*=\s*)\S.*$")
    inner = re.compile(rf"(?i)([{{,]\s*[\w-]*(?:{_SECRET.pattern})[\w-]*\s*=\s*)(\"[^\"]*\"|'[^']*'|[^,}}\n]*)")
    return inner.sub(rf'\1"{_HIDDEN}"', hide.sub(rf'\1"{_HIDDEN}"', text))


def hidden(said: Any) -> Any:
    """Settings as plain values, every one hidden that sounds like a secret or looks like a person."""
    if isinstance(said, dict):
        return {key: _HIDDEN if _SECRET.search(str(key)) else hidden(value) for key, value in said.items()}
    if isinstance(said, list):
        return [hidden(one) for one in said]
    return _HIDDEN if isinstance(said, str) and _PERSONAL.search(said) else said


def previous(file: Path) -> Path:
    """Where the settings in use before lie."""
    return file.with_name(file.name + ".previous")


def put(text: str, file: Path) -> None:
    """Put a text into use in one step, keeping the one before. Raises OSError; then nothing changed."""
    if file.exists():
        _write(file.read_text("utf-8"), previous(file), file)
    _write(text, file, file)


def _write(text: str, file: Path, like: Path) -> None:
    """Write whole or not at all, readable for the same people as before."""
    mode = like.stat().st_mode & 0o777 if like.exists() else 0o640
    write_whole(file, text.encode(), mode)
    file.chmod(mode)  # whatever the umask of who writes
    force(file.parent)


def digest(text: str) -> str:
    """Short name of a settings text, for the journal and the portal."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]
