"""The portal as the worker sees it: what can be asked of it, and the closed list of what can come back.

The port blocks: workers are threads of the sync process, never the kiosk's event loop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from sync.envelope import Manifest, PartRef
from sync.errors import SyncError
from sync.receipt import Receipt


class Retry(StrEnum):
    """When another try makes sense."""

    LATER = "later"
    AFTER_FIX = "after_fix"
    """Only after a technician did something; probed now and then, since some faults heal by themselves."""
    NEVER = "never"


class Outcome(StrEnum):
    """Why a submission did not get through; each has words for staff in ``resources/outcomes.toml``."""

    NO_NETWORK = "no_network"
    NAME_NOT_FOUND = "name_not_found"
    PORTAL_AWAY = "portal_away"
    """The machine answers, but no portal runs on it."""
    CAPTIVE_PORTAL = "captive_portal"
    """A log-in page of the network answers in the portal's place."""
    CUT = "cut"
    """The line broke, or time ran out, after something was sent: the portal may have it or not."""
    CERTIFICATE = "certificate"
    """Either side's certificate is not accepted, or the kiosk's clock is wrong."""
    NOT_ENROLLED = "not_enrolled"
    """The portal does not know this kiosk, or no longer."""
    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    """The portal is in trouble, or answers what its contract does not know."""
    REFUSED = "refused"
    """The portal will never take this submission; the problem document says why."""
    RECEIPT_WRONG = "receipt_wrong"
    """The receipt's signature or subject is not the right one."""
    LOCAL_UNREADABLE = "local_unreadable"
    """What lies on the kiosk's disk is not what was sealed."""
    INTERNAL = "internal"
    """The sync program itself failed on this submission."""

    @property
    def retry(self) -> Retry:
        """When another try makes sense."""
        return _RETRY.get(self, Retry.LATER)

    @property
    def concerns_all(self) -> bool:
        """True when the next submission would meet the same."""
        return self in _CONCERNS_ALL


_RETRY = {
    Outcome.CERTIFICATE: Retry.AFTER_FIX,
    Outcome.NOT_ENROLLED: Retry.AFTER_FIX,
    Outcome.RECEIPT_WRONG: Retry.AFTER_FIX,
    Outcome.REFUSED: Retry.NEVER,
    Outcome.LOCAL_UNREADABLE: Retry.NEVER,
    Outcome.INTERNAL: Retry.NEVER,
}
_CONCERNS_ALL = frozenset(
    {
        Outcome.NO_NETWORK,
        Outcome.NAME_NOT_FOUND,
        Outcome.PORTAL_AWAY,
        Outcome.CAPTIVE_PORTAL,
        Outcome.CERTIFICATE,
        Outcome.NOT_ENROLLED,
        Outcome.RATE_LIMITED,
    }
)


class PortalError(SyncError):
    """The portal could not be asked, or said no; `outcome` says which of the known ways."""

    def __init__(self, outcome: Outcome, detail: str = "", retry_after: float | None = None) -> None:
        super().__init__(f"{outcome}: {detail}" if detail else str(outcome))
        self.outcome = outcome
        self.detail = detail
        """Technical words; never personal data, never more than a line of what the portal said."""
        self.retry_after = retry_after
        """Seconds the portal asked to wait."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the portal holds of a submission."""

    missing: frozenset[str]
    """SHA-256 of the parts it still wants."""
    receipt: Receipt | None = None
    """Verified; None before completion."""


@dataclass(frozen=True, slots=True)
class Upload:
    """How far a large part is."""

    url: str
    offset: int


class Portal(Protocol):
    """The portal of one province. Every method raises PortalError."""

    def held(self, manifest: Manifest) -> Held | None:
        """Ask what it holds; None when it has never heard of the submission."""

    def offer(self, manifest: Manifest) -> Held:
        """Announce a submission; harmless to repeat."""

    def put_part(self, manifest: Manifest, part: PartRef, data: bytes) -> None:
        """Send a small part whole; harmless to repeat."""

    def begin_upload(self, manifest: Manifest, part: PartRef) -> Upload:
        """Open a resumable upload for a large part."""

    def resume_upload(self, url: str) -> Upload | None:
        """Ask how far an upload is; None when the portal no longer knows it."""

    def send_chunk(self, upload: Upload, chunk: bytes) -> Upload:
        """Send the bytes at the upload's offset; return how far it is now."""

    def complete(self, manifest: Manifest) -> Receipt:
        """Say that all parts are there; return the verified receipt."""

    def query(self, submissions: Sequence[UUID]) -> tuple[Receipt, ...]:
        """Ask for the newest verified receipts of submissions, at most 100; unknown ones are left out."""
