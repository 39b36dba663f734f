"""`kiosk config`: look at the settings, check a file, put it into use, go back; for the technician."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.doctor import show as show_finding
from ui.cli.settings_file import DEFAULT

if TYPE_CHECKING:
    from kiosk.technician.changing import Record
    from kiosk.technician.config import Draft
    from kiosk.technician.finding import Finding

app = typer.Typer(no_args_is_help=True, help="Cấu hình: xem, kiểm tra, đưa vào dùng, quay lại. The settings.")

InUse = Annotated[Path, typer.Option("--settings", help="the settings in use")]
Json = Annotated[bool, typer.Option("--json", help="one object with every finding")]


@app.command()
def show(
    settings: InUse = DEFAULT,
    in_force: Annotated[bool, typer.Option("--in-force", help="every setting that counts, and who says so")] = False,
    as_json: Json = False,
) -> None:
    """In cấu hình đang dùng, che điều bí mật; mã 2 khi không đọc được tệp.

    Print the settings in use; secrets are hidden. Exit 2 when the file cannot be read.
    """
    import tomllib

    from kiosk.technician.config import shown

    draft = _read(settings)
    if in_force:
        return _show_in_force(draft, as_json)
    text = shown(draft.text)
    try:
        print(json.dumps(tomllib.loads(text), ensure_ascii=False) if as_json else text)
    except tomllib.TOMLDecodeError as error:
        raise typer.Exit(2) from error


def _show_in_force(draft: Draft, as_json: bool) -> None:
    from kiosk.settings import province_says, with_province
    from kiosk.technician.changing import in_force
    from sync.catalogue.versions import current

    if draft.settings is None:
        _tell(list(draft.problems), as_json)
        return
    version = current(draft.settings.state / "catalogue")
    says = province_says(version / "settings" / "kiosk.toml") if version else None
    running = with_province(draft.settings, says) if says else draft.settings
    told = list(in_force(running, draft.text))
    if as_json:
        print(json.dumps({"settings": [asdict(one) for one in told]}, ensure_ascii=False))
        return
    for one in told:
        who = f"dòng {one.line}" if one.line else "tỉnh đặt" if one.province else "mặc định"
        print(f"{one.path} = {one.value}  ({who})")


@app.command()
def validate(
    file: Annotated[Path | None, typer.Argument(help="a new file; the settings in use without it")] = None,
    settings: InUse = DEFAULT,
    as_json: Json = False,
) -> None:
    """Nói mọi lỗi, dòng và cách sửa; mã 1 khi có lỗi. Không mở thiết bị.

    Say every error with its line and what to write instead; exit 1 when there is any. Opens no device.
    """
    from kiosk.technician.config import checked

    _read(file or settings)
    _tell(checked(file or settings)[1], as_json)


@app.command()
def apply(
    file: Annotated[Path, typer.Argument(help="the new settings")], settings: InUse = DEFAULT, as_json: Json = False
) -> None:
    """Kiểm tra, tự thử rồi đưa vào dùng; hỏng chỗ nào thì cấu hình cũ vẫn chạy (mã 1).

    Check, self-test, and put a file into use; when anything fails the old settings keep running (exit 1).
    """
    from kiosk.technician.changing import apply as put_into_use

    _tell(asyncio.run(put_into_use(file, settings, _recorder(_read(file)))), as_json)


@app.command()
def rollback(settings: InUse = DEFAULT, as_json: Json = False) -> None:
    """Quay lại cấu hình trước nếu còn dùng được; làm lần nữa: trở lại bản mới.

    Go back to the settings before, if they can still be used; again: forth.
    """
    from kiosk.technician.changing import rollback as go_back
    from kiosk.technician.config import previous

    draft = _read(previous(settings)) if previous(settings).is_file() else None
    _tell(asyncio.run(go_back(settings, _recorder(draft))), as_json)


def _recorder(draft: Draft | None) -> Record:
    """Keeps acts in the log of the kiosk that the settings are of."""
    from kiosk.technician.recording import record

    settings = draft.settings if draft else None
    return lambda act, name: record(settings, act, name) if settings else None


def _read(file: Path) -> Draft:
    """Read a settings file; exit 2 for one that cannot be read."""
    from kiosk.technician.config import checked

    draft, found = checked(file)
    if draft is None:
        show_finding(found[0])
        raise typer.Exit(2)
    return draft


def _tell(found: list[Finding], as_json: bool) -> None:
    bad = any(one.level == "bad" for one in found)
    if as_json:
        print(json.dumps({"passed": not bad, "findings": [one.plain() for one in found]}, ensure_ascii=False))
    else:
        for one in found:
            show_finding(one)
    raise typer.Exit(1 if bad else 0)
