"""Who works at the desk: accounts with Argon2id, locks against guessing, sessions that end by themselves.

Rules: a try is counted before the password is looked at, so that parallel guesses count too; an unknown name, a wrong
password and a locked account are answered alike and in like time; of a session only the digest of its token is kept.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from sync.reference_portal.tables import PortalDatabase, sessions, users

SHORTEST_PASSWORD = 10
IDLE = timedelta(minutes=30)
"""An unused session ends after this."""
TRIES = 5
FIRST_LOCK, LONGEST_LOCK = timedelta(minutes=15), timedelta(hours=24)
_ITERATIONS, _LANES, _MEMORY = 3, 4, 64 * 1024  # RFC 9106 §4, second recommended option
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$MDAwMDAwMDAwMDAwMDAwMA$6IXCS59TP25KDaC09dYJwl62RFawKXMRIHMZCKMyWEs"


class AccountError(Exception):
    """An account cannot be made; the text says why in Vietnamese."""


class Role(StrEnum):
    """What somebody may do."""

    CLERK = "clerk"
    """Look, accept, ask for more."""
    SUPERVISOR = "supervisor"
    """Also refuse, and see the machines."""


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is logged in."""

    user: str
    role: Role
    csrf: str = field(repr=False)
    """What every form of this session must send along."""


class Accounts:
    """The desk's accounts in the portal's database."""

    def __init__(self, database: PortalDatabase, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def add(self, name: str, password: str, role: Role) -> None:
        """Make an account. Raises AccountError for a short password or a name that is taken."""
        if not name.isidentifier():
            raise AccountError("Tên đăng nhập chỉ gồm chữ, số và gạch dưới, bắt đầu bằng chữ.")
        if len(password) < SHORTEST_PASSWORD:
            raise AccountError(f"Mật khẩu cần ít nhất {SHORTEST_PASSWORD} chữ.")
        try:
            with self._database.transaction() as connection:
                connection.execute(insert(users).values(name=name, role=str(role), password=_hashed(password)))
        except IntegrityError as error:
            raise AccountError(f"Đã có tài khoản {name}.") from error

    def remove(self, name: str) -> bool:
        """Close an account and its sessions; False when there is none."""
        with self._database.transaction() as connection:
            connection.execute(delete(sessions).where(sessions.c.user == name))
            return connection.execute(delete(users).where(users.c.name == name)).rowcount == 1

    def all(self) -> tuple[tuple[str, Role], ...]:
        """Names and roles, by name."""
        with self._database.transaction() as connection:
            rows = connection.execute(select(users.c.name, users.c.role).order_by(users.c.name)).all()
        return tuple((row.name, Role(row.role)) for row in rows)

    def log_in(self, name: str, password: str) -> str | None:
        """Return the token of a new session; None when this is not the account's password or the account is locked."""
        row = self._counted(name)
        if not _matches(password, row["password"] if row else _NOBODY) or row is None:
            return None
        token = secrets.token_urlsafe(32)
        with self._database.transaction() as connection:
            connection.execute(update(users).where(users.c.name == name).values(failures=0, locked_until=None))
            connection.execute(delete(sessions).where(sessions.c.used_at < self._now() - IDLE))
            connection.execute(insert(sessions).values(digest=_digest(token), user=name, used_at=self._now()))
        return token

    def session(self, token: str) -> Session | None:
        """Return who holds a token and keep the session alive; None when it has ended."""
        mine, now = sessions.c.digest == _digest(token), self._now()
        with self._database.transaction() as connection:
            alive = update(sessions).where(mine, sessions.c.used_at >= now - IDLE).values(used_at=now)
            if connection.execute(alive).rowcount == 0:
                return None
            held = select(users.c.name, users.c.role).join(sessions, sessions.c.user == users.c.name).where(mine)
            row = connection.execute(held).one_or_none()
        return Session(row.name, Role(row.role), _csrf(token)) if row else None

    def log_out(self, token: str) -> None:
        """End a session."""
        with self._database.transaction() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == _digest(token)))

    def _counted(self, name: str) -> RowMapping | None:
        """Count a try; the account, unless there is none or it is locked."""
        now = self._now()
        with self._database.transaction() as connection:
            wanted = select(users).where(users.c.name == name).with_for_update()
            row = connection.execute(wanted).mappings().one_or_none()
            if row is None or (row["locked_until"] and now < row["locked_until"]):
                return None
            failures = row["failures"] + 1
            values = {"failures": failures, "locked_until": now + _lock(failures) if failures % TRIES == 0 else None}
            connection.execute(update(users).where(users.c.name == name).values(**values))
        return row


def _lock(failures: int) -> timedelta:
    doublings = min(failures // TRIES - 1, 10)
    return min(FIRST_LOCK * (1 << doublings), LONGEST_LOCK)


def _hashed(password: str) -> str:
    kdf = Argon2id(salt=os.urandom(16), length=32, iterations=_ITERATIONS, lanes=_LANES, memory_cost=_MEMORY)
    return kdf.derive_phc_encoded(password.encode())


def _matches(password: str, phc: str) -> bool:
    try:
        Argon2id.verify_phc_encoded(password.encode(), phc)
    except InvalidKey:
        return False
    return True


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _csrf(token: str) -> str:
    return hmac.new(token.encode(), b"kiosk-desk-csrf-1", hashlib.sha256).hexdigest()
