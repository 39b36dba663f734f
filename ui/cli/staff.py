"""`kiosk staff`: the accounts of those who help and those who repair; no PIN exists before somebody sets one here."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.settings_file import DEFAULT, SettingsFile, read_settings

if TYPE_CHECKING:
    from kiosk.audit import Act
    from kiosk.settings import Settings
    from kiosk.staff.accounts import Accounts

app = typer.Typer(help="Tài khoản cán bộ, kỹ thuật viên. Staff accounts: add, list, reset, remove.")

Number = Annotated[str, typer.Argument(help="số cán bộ, 2–6 chữ số / account number")]
Pin = Annotated[
    str,
    typer.Option(prompt="Mã PIN (6–12 chữ số)", hide_input=True, confirmation_prompt="Nhập lại", help="asked for"),
]


@app.command()
def add(  # noqa: PLR0917 – typer makes options of them
    number: Number,
    name: Annotated[str, typer.Argument(help="tên hiện trên bảng / shown on the board")],
    pin: Pin,
    role: Annotated[str, typer.Option(help="staff, post, technician")] = "staff",
    totp: Annotated[bool, typer.Option("--totp", help="also ask for a one-time code; technicians always")] = False,
    settings: SettingsFile = DEFAULT,
) -> None:
    """Thêm tài khoản. Add an account."""
    from kiosk.audit import Act
    from kiosk.staff.roles import Person, Role

    if role not in list(Role):
        raise typer.BadParameter(", ".join(Role), param_hint="--role")
    person = Person(number, name, Role(role))
    read = read_settings(settings)
    with _accounts(read) as accounts:
        salt = accounts.add(person, pin, with_totp=totp or person.role is Role.TECHNICIAN)
        _note(read, Act.ACCOUNT_ADDED, number, role)
        print(f"Đã thêm {number} – {name}.")
        _show(accounts.totp_address(number, salt, read.kiosk))


@app.command("list")
def list_(
    settings: SettingsFile = DEFAULT, as_json: Annotated[bool, typer.Option("--json", help="one a line")] = False
) -> None:
    """Các tài khoản. List the accounts."""
    with _accounts(read_settings(settings)) as accounts:
        for one in accounts.all():
            number, name, role = one.person.number, one.person.name, one.person.role.value
            if as_json:
                print(json.dumps({"number": number, "name": name, "role": role, "totp": bool(one.totp)}))
            else:
                print(f"{number:6}  {role:10}  {'TOTP' if one.totp else '    '}  {name}")


@app.command()
def reset(number: Number, pin: Pin, settings: SettingsFile = DEFAULT) -> None:
    """Cấp PIN và mã một lần mới, mở khóa. Give a new PIN and one-time secret, and lift the lock."""
    from kiosk.audit import Act

    read = read_settings(settings)
    with _accounts(read) as accounts:
        salt = accounts.reset(number, pin)
        _note(read, Act.ACCOUNT_RESET, number)
        print(f"Đã đặt lại {number}.")
        _show(accounts.totp_address(number, salt, read.kiosk))


@app.command()
def remove(number: Number, settings: SettingsFile = DEFAULT) -> None:
    """Xóa tài khoản. Remove an account."""
    from kiosk.audit import Act

    read = read_settings(settings)
    with _accounts(read) as accounts:
        accounts.remove(number)
        _note(read, Act.ACCOUNT_REMOVED, number)
        print(f"Đã xóa {number}.")


def _show(address: str) -> None:
    if not address:
        return
    import qrcode

    print("Quét mã này bằng ứng dụng xác thực, chỉ hiện một lần:")
    code = qrcode.QRCode(border=2)
    code.add_data(address)
    code.print_ascii(out=sys.stdout)
    print(address)


def _note(settings: Settings, act: Act, number: str, code: str = "") -> None:
    from kiosk.audit import AuditLog, Entry

    log = AuditLog(settings.state / "audit", settings.kiosk)
    log.record(Entry(act=act, account="console", code=f"{number}:{code}".rstrip(":")))
    log.close()


@contextmanager
def _accounts(settings: Settings) -> Iterator[Accounts]:
    from kiosk.staff.accounts import AccountError, Accounts
    from kiosk.staff.pin import WeakPin, pepper
    from kiosk.technician.recording import become_owner

    try:
        become_owner(settings.state / "staff")
        accounts = Accounts(settings.state / "staff", pepper(settings.state / "keys"))
        yield accounts
        accounts.close()
    except (AccountError, WeakPin, OSError) as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from error
