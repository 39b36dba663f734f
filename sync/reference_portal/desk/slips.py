"""A slip laid before the desk's scanner: is it ours, which dossier is it, and its answers when the machine is lost."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from sync import receipt_token, recovery
from sync.receipt_token import SlipFacts
from sync.recovery import RecoveryError
from sync.reference_portal.settings import PortalSettings
from sync.reference_portal.tables import PortalDatabase, submissions


@dataclass(frozen=True, slots=True)
class Slip:
    """What the codes of a slip say."""

    facts: SlipFacts
    held: str
    """Id of the dossier when the portal holds it whole, otherwise empty."""
    answers: Mapping[str, Any] | None = field(repr=False)
    """Of the second code, when it was scanned and opens."""
    trouble: str
    """Why the second code does not help, otherwise empty."""


def read_slip(text: str, settings: PortalSettings, database: PortalDatabase) -> Slip:
    """Check the scanned codes, one a line; nothing is stored. Raises TokenError."""
    codes = [line.lstrip() for line in text.splitlines()]  # a code may end in a space, none begins with one
    facts = receipt_token.verify(_first(codes, receipt_token.PREFIX), settings.slip_keys)
    second = _first(codes, recovery.PREFIX)
    answers, trouble = _recovered(second, facts, settings) if second else (None, "")
    return Slip(facts, _held(facts, database), answers, trouble)


def _first(codes: Sequence[str], prefix: str) -> str:
    return next((code for code in codes if code.startswith(prefix)), "")


def _recovered(code: str, facts: SlipFacts, settings: PortalSettings) -> tuple[Mapping[str, Any] | None, str]:
    try:
        answers = json.loads(recovery.recover(code, facts, settings.secrets.seal_keys))
    except (RecoveryError, ValueError, RecursionError):
        return None, "Mã thứ hai không mở được hoặc không thuộc phiếu này."
    return (answers, "") if isinstance(answers, dict) else (None, "Mã thứ hai không chứa tờ khai.")


def _held(facts: SlipFacts, database: PortalDatabase) -> str:
    mine = select(submissions.c.id).where(submissions.c.id == str(facts.submission_id), submissions.c.receipt != "")
    with database.transaction() as connection:
        return connection.execute(mine).scalar_one_or_none() or ""
