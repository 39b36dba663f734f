"""What an audit row may say: an act of a closed list, who, about what, and one closed word more."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from enum import StrEnum

from sync.local_number import is_local_number


class AuditError(Exception):
    """The row could not be kept, or says what no row may say; the act it stands for must not happen."""


class Act(StrEnum):
    """Everything that is worth a row."""

    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    UNLOCK_ASKED = "unlock_asked"
    """A challenge for the help desk was shown; who it let in is ``signed_in`` with the code ``help_desk``."""
    SIGNED_OUT = "signed_out"
    """By the person, or by their own idle limit (``code`` is then ``idle``)."""
    REFUSED = "refused"
    """Somebody asked for what their role may not do; ``code`` names it."""
    ACCOUNT_ADDED = "account_added"
    ACCOUNT_RESET = "account_reset"
    ACCOUNT_REMOVED = "account_removed"
    CALL_ANSWERED = "call_answered"
    HOLDER_CONFIRMED = "holder_confirmed"
    HOLDER_DENIED = "holder_denied"
    ASSIST_AGREED = "assist_agreed"
    """The citizen agreed on the screen to be helped."""
    ASSIST_ENDED = "assist_ended"
    IDENTITY_FROM_PAPER = "identity_from_paper"
    HANDED_TO_COUNTER = "handed_to_counter"
    SLIP_REPRINTED = "slip_reprinted"
    SENT_AGAIN = "sent_again"
    SET_ASIDE = "set_aside"
    RELEASED = "released"
    CLOSED = "closed"
    REOPENED = "reopened"
    REPORT_PRINTED = "report_printed"
    POST_LIST_PRINTED = "post_list_printed"
    HOLDINGS_SHOWN = "holdings_shown"
    ERASED = "erased"
    BREACH_EXPORTED = "breach_exported"
    RETENTION_DONE = "retention_done"
    CONSENT_GIVEN = "consent_given"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    DEVICE_TESTED = "device_tested"
    SETTINGS_APPLIED = "settings_applied"
    SETTINGS_ROLLED_BACK = "settings_rolled_back"
    DIAGNOSTICS_EXPORTED = "diagnostics_exported"
    DOSSIERS_EXPORTED = "dossiers_exported"
    """Sealed as they are, to be carried to the portal by hand."""
    ENROLLED = "enrolled"


_ACCOUNT = re.compile(r"[0-9]{2,6}|system|console", re.ASCII)
_ROLE = re.compile(r"[a-z]{0,16}", re.ASCII)
_VISIT = re.compile(r"[0-9a-f]{16}", re.ASCII)
_CODE = re.compile(r"[A-Za-z0-9_.:@/\-]{0,64}", re.ASCII)
_PERSONAL = re.compile(r"\d{9,}|[A-Z0-9<]{20,}")
_DIGEST = re.compile(r"([0-9a-f]{64})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is to be kept. Raises AuditError for a text that could be a person's."""

    act: Act
    account: str = "system"
    """Number of the staff account; ``console`` for the command line, ``system`` for the machine itself."""
    role: str = ""
    about: str = ""
    """A local number or a visit's random id; empty when the act concerns neither."""
    code: str = ""
    """One closed word more: a reason, a count, a purpose."""
    text_sha256: str = ""
    """Of a consent: hex digest of the words that were agreed to."""

    def __post_init__(self) -> None:
        about = not self.about or _VISIT.fullmatch(self.about) or is_local_number(self.about)
        words = _ACCOUNT.fullmatch(self.account) and _ROLE.fullmatch(self.role) and _CODE.fullmatch(self.code)
        digest = _DIGEST.fullmatch(self.text_sha256)
        if not about or not words or not digest or _PERSONAL.search(self.code):
            raise AuditError(f"no row may say so: {self.act}")


@dataclass(frozen=True, slots=True)
class Row:
    """One kept row. ``digest`` chains it: SHA-256 of the digest before and the body."""

    seq: int
    """From 1, without a gap."""
    body: str
    """Canonical JSON of the entry with ``seq``, ``at`` (UTC, seconds) and ``kiosk``."""
    digest: str

    @classmethod
    def chained(cls, before: str, seq: int, at: str, kiosk: str, entry: Entry) -> Row:
        """Make the row that follows the digest `before` (empty for the first)."""
        said = {**asdict(entry), "seq": seq, "at": at, "kiosk": kiosk}
        body = json.dumps(said, sort_keys=True, separators=(",", ":"))
        return cls(seq, body, chain(before, body))

    @property
    def said(self) -> dict[str, str]:
        """The body's fields. Raises ValueError when somebody made it something else."""
        plain = json.loads(self.body)
        if not isinstance(plain, dict):
            raise ValueError("no row")
        return {key: str(value) for key, value in plain.items()}


def chain(before: str, body: str) -> str:
    """Return the hex digest of a row that follows `before`."""
    return hashlib.sha256(f"{before}\n{body}".encode()).hexdigest()
