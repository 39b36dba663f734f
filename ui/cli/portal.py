"""`kiosk portal`: the reference portal, for demonstrations, conformance tests and a small reception desk."""

from __future__ import annotations

import json
import sys
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sync.reference_portal.desk.accounts import Accounts
    from sync.reference_portal.enrolment import Enrolment
    from sync.reference_portal.tables import PortalDatabase

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
    tls: Annotated[list[str] | None, typer.Option(help="speak TLS under this host name; may be repeated")] = None,
) -> None:
    """Phục vụ tại máy này đến khi dừng; in một dòng JSON có địa chỉ và khóa công khai.

    Serve on loopback until interrupted; prints one JSON line with the address and public keys once it listens.
    """
    from kiosk.portal import portal_app
    from sync.kiosk_keys import KeyUse, public_keys
    from sync.reference_portal.authority import Authority
    from sync.reference_portal.dossier_codes import ONE_STOP, PatternError
    from sync.reference_portal.secrets import load_or_make
    from sync.reference_portal.server import TlsSettings, listen, serve_in_processes
    from sync.reference_portal.settings import PortalSettings, enrolled_in

    secrets = load_or_make(folder / "keys")
    settings = PortalSettings(
        folder,
        secrets,
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
    authority = Authority(folder / "ca")
    secure = TlsSettings(*authority.server(tls), authority.file) if tls else None
    url = f"{'https' if tls else 'http'}://127.0.0.1:{listening.getsockname()[1]}"
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
    serve_in_processes(lambda: portal_app(settings, trust), listening, workers, secure)


@app.command("enrol-code")
def enrol_code(
    kiosk: Annotated[str, typer.Argument(help="number of the machine, such as K07")],
    centre: Annotated[str, typer.Option(help="name of the centre as in the kiosk's settings")],
    folder: Folder,
    database: Database = "",
    qr: Annotated[bool, typer.Option("--qr", help="draw it too")] = False,
) -> None:
    """Cấp mã một lần để kỹ thuật viên ghi danh máy: 15 phút, một lần, cho trung tâm này.

    Make the one-time code with which a technician enrols a kiosk: 15 minutes, once, for this centre.
    """
    from cryptography.x509 import load_pem_x509_certificate

    server = folder / "ca" / "server.crt"
    if not server.exists():
        print("Cổng chưa mở với --tls lần nào. Serve with --tls first.", file=sys.stderr)
        raise typer.Exit(1)
    code = _enrolment(folder, database).new_code(kiosk, centre, load_pem_x509_certificate(server.read_bytes()))
    print(code)
    if qr:
        import qrcode

        drawn = qrcode.QRCode(border=2)
        drawn.add_data(str(code))
        drawn.print_ascii(invert=True)


@app.command()
def revoke(
    kiosk: Annotated[str, typer.Argument(help="number of the machine")], folder: Folder, database: Database = ""
) -> None:
    """Từ nay từ chối một máy: chứng thư và khóa ký của nó. Mã mới cho vào lại.

    Refuse a kiosk from now on: its certificates and its signing keys. A new code lets it in again.
    """
    ended = _enrolment(folder, database).revoke(kiosk)
    print(f"Đã thu hồi {ended} chứng thư của {kiosk}. {ended} certificates revoked.")
    raise typer.Exit(0 if ended else 1)


@app.command("unlock-code")
def unlock_code(
    challenge: Annotated[str, typer.Argument(help="as the kiosk shows it, such as K07-21-7K3MQ-2XDVH")],
    folder: Folder,
    database: Database = "",
) -> None:
    """Trả lời kỹ thuật viên qua điện thoại: tám chữ số mở một mã hỏi này, một lần.

    Answer a technician on the telephone: eight digits that open this one challenge, once.

    First make sure who calls: call back the number that the centre has given.
    """
    from sync.reference_portal import secrets
    from sync.unlock import UnlockError

    try:
        digits = _enrolment(folder, database).unlock_code(challenge, secrets.load_or_make(folder / "keys").seal_keys)
    except UnlockError as error:
        print(f"Không trả lời được: {error}. No answer.", file=sys.stderr)
        raise typer.Exit(1) from None
    print(f"{digits[:4]} {digits[4:]}")


@app.command("rotate-sealing")
def rotate_sealing(folder: Folder) -> None:
    """Tạo khóa niêm phong kế tiếp và in `portal_keys/keys.toml` của dữ liệu tỉnh để báo cho các máy.

    Make the next key to seal to, and print the catalogue's `portal_keys/keys.toml` that tells kiosks of it.

    Restart the portal first, then publish the file; earlier keys stay and open what was sealed to them.
    """
    from sync.catalogue.portal_keys import PortalKeys, portal_keys_text
    from sync.reference_portal import secrets

    made = secrets.rotate_sealing(folder / "keys")
    print(portal_keys_text(PortalKeys(made.sealing, made.receipt_key.public)), end="")


@users.command("add")
def add_user(
    name: Annotated[str, typer.Argument(help="login name: letters, digits, underscore")],
    folder: Folder,
    role: Annotated[str, typer.Option(help="clerk, or supervisor: may refuse and sees the machines")] = "clerk",
    database: Database = "",
) -> None:
    """Tạo tài khoản; mật khẩu được hỏi, hoặc đọc một dòng khi không có người gõ.

    Make an account; the password is asked for, or read as one line where nobody types.
    """
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
    """Ai được đăng nhập. Show who may log in."""
    for name, role in _accounts(folder, database).all():
        print(f"{name}  {role}")


@users.command("remove")
def remove_user(name: str, folder: Folder, database: Database = "") -> None:
    """Đóng tài khoản và ngắt ngay các phiên của nó. Close an account and end its sessions at once."""
    if not _accounts(folder, database).remove(name):
        print(f"Không có tài khoản {name}. No such account.", file=sys.stderr)
        raise typer.Exit(1)
    print(f"Đã đóng {name}.")


def _accounts(folder: Path, database: str) -> Accounts:
    from sync.reference_portal.desk.accounts import Accounts

    return Accounts(_database(folder, database), lambda: datetime.now(UTC))


def _enrolment(folder: Path, database: str) -> Enrolment:
    from sync.reference_portal.authority import Authority
    from sync.reference_portal.enrolment import Enrolment

    return Enrolment(Authority(folder / "ca"), _database(folder, database), lambda: datetime.now(UTC))


def _database(folder: Path, database: str) -> PortalDatabase:
    from sync.reference_portal.tables import PortalDatabase

    folder.mkdir(parents=True, exist_ok=True)
    return PortalDatabase(database or f"sqlite:///{folder / 'portal.db'}")
