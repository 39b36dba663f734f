"""A technician's way in without PIN or phone, or with a wrong clock: a challenge that the help desk answers once.

Rules: an account has one open challenge, stored, so that a power cut does not end a telephone call; it dies with its
answer, after `TRIES` wrong ones, and after a day of the machine's own time. Every try is charged as a PIN is.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text

from kiosk.staff.accounts import AccountError
from kiosk.staff.roles import Role
from sync.unlock import Challenge, answer, read_secret

TRIES = 5
LIFE = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Unlock:
    """One kiosk's challenges, kept beside its accounts."""

    kiosk: str
    keys: Path
    """The folder of the kiosk's keys, with the secret that it shares with its portal."""

    @property
    def secret(self) -> bytes:
        """Read the secret; empty on a kiosk that never enrolled, which then asks no challenge. Raises AccountError."""
        try:
            return read_secret(self.keys, self.kiosk)
        except OSError as error:
            raise AccountError("Không đọc được khóa mở ngoại tuyến.") from error

    def challenge(self, connection: Connection, number: str, now: float) -> tuple[Challenge, bool]:
        """The open challenge of a number, whoever has it, and whether it is new. `now` is steady time."""
        found = self._open(connection, number, now)
        if found is not None:
            return found, False
        made = Challenge.make(self.kiosk, number)
        row = {"number": number, "said": str(made), "until": now + LIFE}
        connection.execute(text("INSERT OR REPLACE INTO challenges VALUES (:number, :said, 0, :until)"), row)
        return made, True

    def accepts(self, connection: Connection, number: str, typed: str, now: float) -> bool:
        """Count a try and say whether it is the answer for a technician; then the challenge is over."""
        found, secret = self._open(connection, number, now), self.secret
        if found is None or not secret:
            return False
        connection.execute(text("UPDATE challenges SET tries = tries + 1 WHERE number = :number"), {"number": number})
        right = hmac.compare_digest(answer(secret, found, Role.TECHNICIAN), typed)
        if right:
            connection.execute(text("DELETE FROM challenges WHERE number = :number"), {"number": number})
        return right

    def _open(self, connection: Connection, number: str, now: float) -> Challenge | None:
        wanted = text("SELECT said FROM challenges WHERE number = :number AND tries < :most AND until > :now")
        row = {"number": number, "most": TRIES, "now": now}
        said = connection.execute(wanted, row).scalar_one_or_none()
        return Challenge.parse(said) if said else None
