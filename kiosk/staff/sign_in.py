"""The one way to sign in, for staff and technicians alike: number, PIN, one-time code where the account has one.

A technician without them is let in by the help desk's answer to a challenge (`kiosk.staff.unlock`).

Rules: an attempt is charged and stored before the PIN is looked at, so neither pulling the plug nor guessing in
parallel gives a free try; a refusal never says what was wrong; an unknown number costs the same time and the same
waits; every outcome is an audit row. A lock never touches what citizens do.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import Connection, text

from kiosk.audit import Act, AuditLog, Entry
from kiosk.staff import pin as pins
from kiosk.staff import totp
from kiosk.staff.accounts import NUMBER, Account, Accounts
from kiosk.staff.lockout import EACH, wait_after
from kiosk.staff.roles import Person, Role
from kiosk.staff.unlock import Unlock

log = structlog.get_logger()

_FORGET = text("DELETE FROM attempts WHERE number = :number")


class SignInRefused(Exception):
    """Nobody is signed in."""

    def __init__(self, wait: float) -> None:
        """`wait`: seconds before the next attempt with this number is looked at."""
        super().__init__(f"wait {wait:.0f} s")
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was typed on the pad."""

    number: str
    pin: str = ""
    code: str = ""
    """The one-time code; empty where none was typed."""
    answer: str = ""
    """The help desk's, to this number's challenge, in place of PIN and code."""


class SignIn:
    """Signs people in; use one for each process."""

    def __init__(self, accounts: Accounts, audit: AuditLog, unlock: Unlock) -> None:
        self._accounts = accounts
        self._audit = audit
        self._unlock = unlock
        self._one_at_a_time = asyncio.Lock()

    async def enter(self, attempt: Attempt, roles: Collection[Role], at: datetime) -> Person:
        """Return who it is, one of `roles`. Raises SignInRefused, AccountError, AuditError (then nobody is in)."""
        async with self._one_at_a_time:  # 64 MiB each
            return await asyncio.to_thread(self._enter, attempt, frozenset(roles), at)

    async def challenge(self, number: str) -> str:
        """What to read to the help desk, the same until it is over; empty on a kiosk that never enrolled.

        Raises AccountError, AuditError.
        """
        return await asyncio.to_thread(self._challenge, number)

    async def leave(self, person: Person, why: str = "") -> None:
        """Keep that somebody signed out; `why` is ``idle`` when nobody touched the screen. Raises AuditError."""
        entry = Entry(act=Act.SIGNED_OUT, account=person.number, role=person.role, code=why)
        await asyncio.to_thread(self._audit.record, entry)

    def _challenge(self, number: str) -> str:
        if not self._unlock.secret or not NUMBER.fullmatch(number):
            return ""
        with self._accounts.write() as connection:
            challenge, new = self._unlock.challenge(connection, number, self._accounts.steady.now(connection))
        if new:
            self._audit.record(Entry(act=Act.UNLOCK_ASKED, account=number))
        return str(challenge)

    def _enter(self, attempt: Attempt, roles: frozenset[Role], at: datetime) -> Person:
        known = NUMBER.fullmatch(attempt.number) is not None
        number = attempt.number if known else ""
        with self._accounts.write() as connection:
            failures, wait = self._charge(connection, number)
            account = self._accounts.find(connection, number)
        if wait > 0:
            raise self._refused(number, wait, "locked")
        person = self._checked(account, attempt, at)
        if person is None or person.role not in roles:
            raise self._refused(number, wait_after(failures), "lock" if failures % EACH == 0 else "wrong")
        how = "help_desk" if attempt.answer else ""
        self._audit.record(Entry(act=Act.SIGNED_IN, account=person.number, role=person.role, code=how))
        log.info("authn_login_success", code=person.role.value)
        return person

    def _charge(self, connection: Connection, number: str) -> tuple[int, float]:
        """Count the attempt as failed; return how many that makes and 0, or uncounted the seconds still to wait."""
        now = self._accounts.steady.now(connection)
        found = connection.execute(
            text("SELECT failures, not_before FROM attempts WHERE number = :number"), {"number": number}
        ).one_or_none()
        failures, not_before = found or (0, 0.0)
        if now < not_before:
            return int(failures), float(not_before - now)
        row = {"number": number, "failures": failures + 1, "not_before": now + wait_after(failures + 1)}
        connection.execute(text("INSERT OR REPLACE INTO attempts VALUES (:number, :failures, :not_before)"), row)
        return int(failures) + 1, 0.0

    def _checked(self, account: Account | None, attempt: Attempt, at: datetime) -> Person | None:
        """Return who it is and forget the failures; None when PIN or code is wrong or the code was used before."""
        if attempt.answer:
            return self._answered(account, attempt)
        kept = account.pin if account else pins.NOBODY
        right = pins.matches(attempt.pin, attempt.number, self._accounts.pepper, kept)
        if account is None or not right:
            return None
        step: int | None = 0
        if account.totp:
            secret = totp.secret_of(self._accounts.pepper, account.person.number, account.totp)
            step = totp.accepted_step(secret, attempt.code, at.timestamp(), account.totp_used)
        return account.person if step is not None and self._settle(account.person.number, step) else None

    def _answered(self, account: Account | None, attempt: Attempt) -> Person | None:
        """The technician whose challenge this answers; staff have colleagues, and no such way."""
        with self._accounts.write() as connection:
            now = self._accounts.steady.now(connection)
            right = self._unlock.accepts(connection, attempt.number, attempt.answer, now)
            if not right or account is None or account.person.role is not Role.TECHNICIAN:
                return None
            connection.execute(_FORGET, {"number": attempt.number})
        return account.person

    def _settle(self, number: str, step: int) -> bool:
        """Forget the failures and use up the code; False when another sign-in used it meanwhile."""
        used = text("UPDATE accounts SET totp_used = :step WHERE number = :number AND (totp = '' OR totp_used < :step)")
        with self._accounts.write() as connection:
            row = {"number": number, "step": step}
            if connection.execute(used, row).rowcount != 1:
                return False
            connection.execute(_FORGET, row)
        return True

    def _refused(self, number: str, wait: float, why: str) -> SignInRefused:
        self._audit.record(Entry(act=Act.SIGN_IN_REFUSED, account=number or "system", code=why))
        log.warning("authn_login_lock" if why == "lock" else "authn_login_fail", code=why)
        return SignInRefused(wait)
