"""`kiosk portal`: the reference portal, for demonstrations, conformance tests and a small reception desk."""

from __future__ import annotations

import json
import sys
from base64 import b64encode
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sync.reference_portal.desk.accounts import Accounts
    from sync.reference_portal.dossiers import Dossier

app = typer.Typer(help="Cổng mẫu để thử và trình diễn. The reference portal.")


users = typer.Typer(help="Tài khoản của bàn tiếp nhận. Accounts of the reception desk.")
app.add_typer(users, name="user")

Folder = Annotated[Path, typer.Option(help="keys, dossiers and `enrolled/*.pub` of the kiosks")]
Database = Annotated[str, typer.Option(help="SQLAlchemy URL; SQLite in the folder without it")]


@app.command()
def serve(  # noqa: PLR0917 – one argument an option
    folder: Folder,
    port: Annotated[int, typer.Option(help="on loopback; 0 takes a free one")] = 8443,
    database: Database = "",
    trust: Annotated[Path | None, typer.Option(help="CSCA certificates and CRLs to judge chips by")] = None,
    agency: Annotated[str, typer.Option(help="first part of dossier codes")] = "H36.12",
    codes: Annotated[str, typer.Option(help="how they look: {agency}, {day:%y%m%d}, {number:04d}")] = "",
    parts: Annotated[str, typer.Option(help="fsspec address of sealed parts; the folder without it")] = "",
    workers: Annotated[int, typer.Option(min=1, help="processes")] = 1,
    desk: Annotated[
        bool, typer.Option("--desk", help="people accept dossiers; otherwise a good one is at once")
    ] = False,
) -> None:
    """Serve on loopback until interrupted; prints one JSON line with the address and public keys once it listens."""
    from kiosk.portal import portal_app
    from sync.kiosk_keys import KeyUse, public_keys
    from sync.reference_portal.dossier_codes import ONE_STOP, PatternError
    from sync.reference_portal.secrets import load_or_make
    from sync.reference_portal.server import listen, serve_in_processes
    from sync.reference_portal.settings import PortalSettings, enrolled_in

    secrets = load_or_make(folder / "keys")
    settings = PortalSettings(
        folder,
        secrets.seal_keys,
        secrets.receipt_key,
        enrolled_in(folder / "enrolled"),
        database,
        agency,
        accepts_at_once=not desk,
        parts=parts,
        code_pattern=codes or ONE_STOP,
        slip_keys=public_keys(folder / "enrolled", KeyUse.SLIP),
    )
    try:
        _ = settings.codes
    except PatternError as error:
        raise typer.BadParameter(str(error), param_hint="--codes") from error
    listening = listen(port)
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    receipt = secrets.receipt_key.private.public_key().public_bytes_raw()
    said = {
        "listen": url,
        "desk": f"{url}/desk/",
        "sealing_key": b64encode(secrets.sealing.public).decode(),
        "sealing_key_id": secrets.sealing.key_id,
        "receipt_key": b64encode(receipt).decode(),
        "receipt_key_id": secrets.receipt_key.key_id,
        "kiosks": sorted(settings.kiosks),
    }
    print(json.dumps(said), flush=True)
    serve_in_processes(lambda: portal_app(settings, trust), listening, workers)


@app.command()
def show(
    code: Annotated[str, typer.Argument(help="dossier code or local number")],
    folder: Folder,
    database: Database = "",
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False,
) -> None:
    """Show what the portal holds of a dossier, with what kiosk and portal each found of its chips."""
    from sync.reference_portal.dossiers import find_dossier

    held = find_dossier(database or f"sqlite:///{folder / 'portal.db'}", code)
    if held is None:
        print(f"Không có hồ sơ {code}. No such dossier.", file=sys.stderr)
        raise typer.Exit(1)
    print(json.dumps(asdict(held), ensure_ascii=False) if as_json else _sheet(held))


@users.command("add")
def add_user(
    name: Annotated[str, typer.Argument(help="login name: letters, digits, underscore")],
    folder: Folder,
    role: Annotated[str, typer.Option(help="clerk, or supervisor: may refuse and sees the machines")] = "clerk",
    database: Database = "",
) -> None:
    """Make an account; the password is asked for, or read as one line where nobody types."""
    from sync.reference_portal.desk.accounts import AccountError, Role

    if role not in set(Role):
        raise typer.BadParameter("clerk or supervisor", param_hint="--role")
    asked = sys.stdin.isatty()
    password = typer.prompt("Mật khẩu", hide_input=True, confirmation_prompt=True) if asked else input()
    try:
        _accounts(folder, database).add(name, password, Role(role))
    except AccountError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from None
    print(f"Đã tạo {name} ({role}).")


@users.command("list")
def list_users(folder: Folder, database: Database = "") -> None:
    """Show who may log in."""
    for name, role in _accounts(folder, database).all():
        print(f"{name}  {role}")


@users.command("remove")
def remove_user(name: str, folder: Folder, database: Database = "") -> None:
    """Close an account and end its sessions at once."""
    if not _accounts(folder, database).remove(name):
        print(f"Không có tài khoản {name}. No such account.", file=sys.stderr)
        raise typer.Exit(1)
    print(f"Đã đóng {name}.")


def _accounts(folder: Path, database: str) -> Accounts:
    from sync.reference_portal.desk.accounts import Accounts
    from sync.reference_portal.tables import PortalDatabase

    folder.mkdir(parents=True, exist_ok=True)
    return Accounts(PortalDatabase(database or f"sqlite:///{folder / 'portal.db'}"), lambda: datetime.now(UTC))


def _sheet(held: Dossier) -> str:
    lines = [f"{held.dossier_code or '(chưa có mã)'}  {held.standing}  {held.local_number}  {held.procedure}"]
    for role, chip in held.chips.items():
        for who, label in (("kiosk", "máy"), ("portal", "cổng")):
            reasons = ", ".join(chip[who]["reasons"] or ()) or "-"
            lines.append(f"  {role} · {label}: {chip[who]['verdict']} ({reasons})")
    lines += [f"  cần bổ sung {problem['pointer']}: {problem['message']}" for problem in held.problems]
    return "\n".join(lines)
