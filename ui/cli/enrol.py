"""`kiosk enrol`: make this kiosk known to its portal with a one-time code; for the technician, once a machine."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from secrets import token_bytes
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.doctor import show
from ui.cli.settings_file import DEFAULT, SettingsFile

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from kiosk.technician.finding import Finding
    from sync.seal import PortalKey

app = typer.Typer(help="Đăng ký máy với cổng bằng mã dùng một lần. Enrol this kiosk at its portal.")

_OWNERS = {"manifest": "kiosk-sync", "tls": "kiosk-sync"}
"""Whose the keys are when root enrols: the process that uses them; all others are the screen's."""


@app.command()
def enrol(
    code: Annotated[str, typer.Argument(help="from the portal, fifteen minutes old at most")],
    settings: SettingsFile = DEFAULT,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False,
) -> None:
    """Ghi danh máy với cổng: tạo khóa tại máy, xin chứng thư; mã 1 khi không thành, 2 khi thiếu cấu hình.

    Make keys here, have them certified; exit 1 with the reason when it came to nothing, 2 without settings.
    """
    from kiosk.portal_link import sealing_key
    from kiosk.settings import SettingsError, load

    try:
        loaded = load(settings)
        sealing = sealing_key(loaded)
    except SettingsError as error:
        typer.echo(f"Không dùng được cài đặt: {error}", err=True)
        raise typer.Exit(2) from error
    found = _enrol(code, loaded, sealing)
    if as_json:
        print(json.dumps(found.plain(), ensure_ascii=False))
    else:
        show(found)
    raise typer.Exit(1 if found.level == "bad" else 0)


def _enrol(text: str, settings: Settings, sealing: PortalKey) -> Finding:
    from kiosk.audit import Act
    from kiosk.portal_link import tls_files
    from kiosk.technician.finding import Finding
    from kiosk.technician.recording import record
    from sync.enrolment.client import EnrolmentError, enrol
    from sync.enrolment.code import CodeError, EnrolmentCode
    from sync.kiosk_keys import KeyUse, load_or_make
    from sync.tls_key import TlsKeyError, is_chip_present, is_in_chip, make_key
    from sync.unlock import UnlockError, keep_secret, seal_secret

    keys, files, url = settings.state / "keys", tls_files(settings), settings.portal.url
    try:
        code = EnrolmentCode.parse(text)
        if code.kiosk != settings.kiosk:
            return Finding("enrol", "other_kiosk", {"kiosk": settings.kiosk, "other": code.kiosk})
        signing = {use: load_or_make(keys, settings.kiosk, use).private.public_key() for use in KeyUse}
        record(settings, Act.ENROLLED)
        secret = token_bytes(32)
        unlock = seal_secret(secret, settings.kiosk, sealing)
        certificate = enrol(url, code, settings.place.centre, files, signing, key=make_key(), unlock=unlock)
        keep_secret(keys, settings.kiosk, secret)
        _hand_over(keys, files.folder)
    except UnlockError:
        return Finding("enrol", "no_sealing_key", {"key": sealing.key_id})
    except CodeError:
        return Finding("enrol", "malformed")
    except EnrolmentError as error:
        return Finding("enrol", error.fault.value, {"url": url, "detail": error.detail})
    except TlsKeyError as error:
        return Finding("enrol", "chip_failed", {"detail": str(error)})
    except OSError as error:
        return Finding("enrol", "not_written", {"folder": str(settings.state), "detail": error.strerror or str(error)})
    until = f"{certificate.not_valid_after_utc.astimezone():%d/%m/%Y}"
    outcome = "done_in_chip" if is_in_chip(files.pair) else "done_beside_chip" if is_chip_present() else "done"
    return Finding("enrol", outcome, {"kiosk": settings.kiosk, "until": until})


def _hand_over(keys: Path, tls: Path) -> None:
    """Give each file to the user whose process needs it; only root can, and only a packaged kiosk has those users."""
    if os.geteuid() != 0:
        return
    for file in (tls, *tls.iterdir(), *keys.iterdir()):
        use = "tls" if tls in (file, file.parent) else file.stem.split("-")[1]
        owner = _OWNERS.get(use, "kiosk")
        try:
            shutil.chown(file, owner, "kiosk-data")
        except LookupError:
            return
