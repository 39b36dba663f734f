"""The accounts of one kiosk in a file of its own: number, name, role, the PIN's hash; no PIN is ever set beforehand."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, RowMapping, text

from kiosk.staff import pin as pins
from kiosk.staff import totp
from kiosk.staff.lockout import Steady
from kiosk.staff.roles import Person, Role
from sync.outbox.database import Database
from sync.outbox.errors import disk_errors_as

NUMBER = re.compile(r"[0-9]{2,6}", re.ASCII)
_MIGRATIONS = (
    (
        """
        CREATE TABLE accounts (
            number TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, pin TEXT NOT NULL,
            totp TEXT NOT NULL, totp_used INTEGER NOT NULL DEFAULT 0
        ) WITHOUT ROWID
        """,
        "CREATE TABLE attempts (number TEXT PRIMARY KEY, failures INTEGER, not_before REAL) WITHOUT ROWID",
        "CREATE TABLE steady (base REAL NOT NULL, newest REAL NOT NULL)",
        "INSERT INTO steady VALUES (0, 0)",
    ),
    (
        """
        CREATE TABLE challenges (
            number TEXT PRIMARY KEY, said TEXT NOT NULL, tries INTEGER NOT NULL, until REAL NOT NULL
        ) WITHOUT ROWID
        """,
    ),
)


class AccountError(Exception):
    """The accounts cannot be changed so; the text says why, in Vietnamese."""


_readable = partial(disk_errors_as, lambda said: AccountError(f"Không đọc được danh sách cán bộ: {said}"))


@dataclass(frozen=True, slots=True)
class Account:
    """One account as it is kept."""

    person: Person
    pin: str = field(repr=False)
    """PHC string."""
    totp: str = field(repr=False)
    """Salt of the one-time secret; empty where none is used."""
    totp_used: int = 0
    """The last time step that was accepted: a code serves once."""


class Accounts:
    """The accounts file; blocking, safe to use from several threads and processes."""

    def __init__(self, folder: Path, pepper: bytes, steady: Steady | None = None) -> None:
        """Open or create. Raises AccountError."""
        self.pepper = pepper
        self.steady = steady or Steady()
        with _readable():
            self._database = Database(folder / "accounts.db", _MIGRATIONS, heals=True)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that excludes every other. Raises AccountError."""
        with _readable(), self._database.write() as connection:
            yield connection

    def all(self) -> tuple[Account, ...]:
        """Every account, by number. Raises AccountError."""
        with _readable(), self._database.read() as connection:
            found = connection.execute(text("SELECT * FROM accounts ORDER BY number")).mappings()
            return tuple(_account(row) for row in found)

    def find(self, connection: Connection, number: str) -> Account | None:
        """Return the account of a number, None when there is none."""
        found = connection.execute(text("SELECT * FROM accounts WHERE number = :number"), {"number": number})
        row = found.mappings().one_or_none()
        return _account(row) if row else None

    def add(self, person: Person, pin: str, *, with_totp: bool) -> str:
        """Add an account; returns its one-time secret's salt. Raises AccountError, WeakPin."""
        if not NUMBER.fullmatch(person.number) or not person.name.strip():
            raise AccountError("Số cán bộ có 2 đến 6 chữ số; tên không được trống.")
        if person.role is Role.TECHNICIAN and not with_totp:
            raise AccountError("Kỹ thuật viên phải dùng mã một lần (TOTP).")
        row = self._row(person, pin, with_totp)
        new = text(
            "INSERT INTO accounts (number, name, role, pin, totp) VALUES (:number, :name, :role, :pin, :totp)"
            " ON CONFLICT DO NOTHING"
        )
        with self.write() as connection:
            if connection.execute(new, row).rowcount != 1:
                raise AccountError(f"Số cán bộ {person.number} đã có.")
        return row["totp"]

    def reset(self, number: str, pin: str) -> str:
        """Give a new PIN and one-time secret, and lift the lock; returns the salt. Raises AccountError, WeakPin."""
        with self.write() as connection:
            account = self.find(connection, number)
        if account is None:
            raise AccountError(f"Không có số cán bộ {number}.")
        row = self._row(account.person, pin, bool(account.totp))
        with self.write() as connection:
            connection.execute(text("UPDATE accounts SET pin = :pin, totp = :totp WHERE number = :number"), row)
            connection.execute(text("DELETE FROM attempts WHERE number = :number"), {"number": number})
        return row["totp"]

    def remove(self, number: str) -> None:
        """Remove an account. Raises AccountError."""
        with self.write() as connection:
            gone = connection.execute(text("DELETE FROM accounts WHERE number = :number"), {"number": number})
            if gone.rowcount != 1:
                raise AccountError(f"Không có số cán bộ {number}.")

    def keep_time(self) -> None:
        """Store how far time has come, so that it counts towards a lock-out when power goes. Raises AccountError."""
        with self.write() as connection:
            self.steady.now(connection)

    def totp_address(self, number: str, salt: str, kiosk: str) -> str:
        """Return what the phone scans; empty without a one-time secret."""
        return totp.address(totp.secret_of(self.pepper, number, salt), number, kiosk) if salt else ""

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _row(self, person: Person, pin: str, with_totp: bool) -> dict[str, str]:
        pins.check_strength(pin, person.number)
        kept = pins.keep(pin, person.number, self.pepper)
        salt = secrets.token_hex(8) if with_totp else ""
        return {"number": person.number, "name": person.name, "role": person.role, "pin": kept, "totp": salt}


def _account(row: RowMapping) -> Account:
    person = Person(row["number"], row["name"], Role(row["role"]))
    return Account(person, row["pin"], row["totp"], row["totp_used"])
