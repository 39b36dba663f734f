"""What has to be told after a breach: what happened on this kiosk in a period, how much of which data, and no person.

Law 91/2025/QH15 has a breach of personal data reported within 72 hours. Nothing here is readable as a person: of whom
the data were, only the portal can say, by the local numbers.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.audit import Act, AuditLog, Broken, Head, HeadError, Row, verify
from sync.jws import SignatureError, SigningKey, sign
from sync.jws import verify as opened
from sync.outbox import Store
from sync.outbox.counter import StoredParts, held, stored_between


@dataclass(frozen=True, slots=True)
class BreachReport:
    """The facts of one period; times are ISO 8601 in UTC."""

    kiosk: str
    since: str
    until: str
    made_at: str
    log: str
    """``whole``, or what somebody did to the audit log (`kiosk.audit.Broken`)."""
    people: int
    """Visits in which somebody agreed to the use of their data: at most so many people stood here."""
    consents: Mapping[str, int]
    """By purpose."""
    stored: tuple[StoredParts, ...]
    """What was filed in the period and still lies here, sealed to the portal."""
    holds: Mapping[str, int]
    """Dossiers that lie here now, by state, whenever they were filed."""
    acts: tuple[Mapping[str, str], ...]
    """The audit log's rows of the period."""


def breach_report(
    log: AuditLog, store: Store, kiosk: str, period: tuple[datetime, datetime], keys: Mapping[str, Ed25519PublicKey]
) -> BreachReport:
    """Gather the facts between two aware moments; `keys` sign the log's heads. Raises AuditError, OutboxError."""
    since, until = (moment.astimezone(UTC) for moment in period)
    rows = [row.said for row in log.rows() if since <= _at(row) < until]
    agreed = [row for row in rows if row["act"] == Act.CONSENT_GIVEN]
    return BreachReport(
        kiosk=kiosk,
        since=since.isoformat(),
        until=until.isoformat(),
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        log=_standing(log, keys),
        people=len({row["about"] for row in agreed}),
        consents=dict(Counter(row["code"] for row in agreed)),
        stored=stored_between(store, since.timestamp(), until.timestamp()),
        holds={one.state.value: one.count for one in held(store)},
        acts=tuple(rows),
    )


def signed(report: BreachReport, key: SigningKey) -> str:
    """Write a report as JSON that people can read, beside the same as a signed JWS (RFC 7515)."""
    said = asdict(report)
    jws = sign(json.dumps(said, ensure_ascii=False).encode(), key)
    return json.dumps({"report": said, "signed": jws}, ensure_ascii=False, indent=1)


def read_signed(text: str, keys: Mapping[str, Ed25519PublicKey]) -> dict[str, Any]:
    """Read a report that one of these keys signed and nobody changed. Raises SignatureError."""
    try:
        whole = json.loads(text)
        report, jws = dict(whole["report"]), str(whole["signed"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SignatureError("no report") from error
    if json.loads(opened(jws, keys)) != report:
        raise SignatureError("the report is not what was signed")
    return report


def _standing(log: AuditLog, keys: Mapping[str, Ed25519PublicKey]) -> str:
    try:
        found = verify(log, [Head.opened(text, keys) for text in [log.last_head()] if text])
    except HeadError:
        return Broken.REWRITTEN.value
    return found.broken.value if found else "whole"


def _at(row: Row) -> datetime:
    return datetime.fromisoformat(row.said["at"])
