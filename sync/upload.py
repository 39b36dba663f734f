"""Sends the parts of one submission: small ones whole, large ones in chunks that survive a restart of either side."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from sync.outbox import Deliveries, Parcel, QueuedPart
from sync.outbox.errors import OutboxError, OutboxFault
from sync.portal import Held, Outcome, Portal, PortalError, Upload


class StepAside(Exception):
    """A smaller submission waits: the worker should give this one back."""


@dataclass(frozen=True, slots=True)
class UploadSizes:
    """Bytes."""

    whole: int = 256 * 1024
    """Parts up to this size go in one request."""
    chunk: int = 256 * 1024
    """Large parts go in pieces of this size: what a cut can cost."""


class Uploader:
    """Brings a submission's parts to the portal."""

    def __init__(self, deliveries: Deliveries, portal: Portal, sizes: UploadSizes, sent: Callable[[Parcel, int], None]):
        """`sent` is told the bytes of every request: it keeps the lease and the pace, and may raise StepAside."""
        self._deliveries = deliveries
        self._portal = portal
        self._sizes = sizes
        self._sent = sent

    def send(self, parcel: Parcel, held: Held) -> None:
        """Send what the portal misses. Raises PortalError, OutboxError, StepAside."""
        for part in parcel.parts:
            if part.ref.sha256 in held.missing:
                if part.ref.size <= self._sizes.whole:
                    self._portal.put_part(parcel.manifest, part.ref, self._whole(parcel, part))
                    self._sent(parcel, part.ref.size)
                else:
                    self._send_large(parcel, part)

    def _whole(self, parcel: Parcel, part: QueuedPart) -> bytes:
        data = self._read(parcel, part, 0, -1)
        if hashlib.sha256(data).hexdigest() != part.ref.sha256:
            raise PortalError(Outcome.LOCAL_UNREADABLE, f"part {part.position} has changed on the disk")
        return data

    def _send_large(self, parcel: Parcel, part: QueuedPart) -> None:
        upload = self._where(parcel, part)
        while upload.offset < part.ref.size:
            chunk = self._read(parcel, part, upload.offset, self._sizes.chunk)
            if not chunk:
                raise PortalError(Outcome.LOCAL_UNREADABLE, f"part {part.position} is shorter than sealed")
            upload = self._portal.send_chunk(upload, chunk)
            self._deliveries.uploaded(parcel, part, upload.url, upload.offset)
            self._sent(parcel, len(chunk))

    def _where(self, parcel: Parcel, part: QueuedPart) -> Upload:
        upload = self._portal.resume_upload(part.upload_url) if part.upload_url else None
        if upload is None or upload.offset >= part.ref.size:  # whole, and still missed: its digest was wrong
            self._check(parcel, part)
            upload = self._portal.begin_upload(parcel.manifest, part.ref)
            self._deliveries.uploaded(parcel, part, upload.url, upload.offset)
        return upload

    def _check(self, parcel: Parcel, part: QueuedPart) -> None:
        """Compare the disk with what was sealed; a part that has changed would be uploaded for ever in vain."""
        digest = hashlib.sha256()
        for offset in range(0, part.ref.size, self._sizes.chunk):
            digest.update(self._read(parcel, part, offset, self._sizes.chunk))
        if digest.hexdigest() != part.ref.sha256:
            raise PortalError(Outcome.LOCAL_UNREADABLE, f"part {part.position} has changed on the disk")

    def _read(self, parcel: Parcel, part: QueuedPart, offset: int, length: int) -> bytes:
        try:
            return self._deliveries.data(parcel, part, offset, length)
        except OutboxError as error:
            if error.fault is OutboxFault.PART_LOST:
                raise PortalError(Outcome.LOCAL_UNREADABLE, f"part {part.position} is gone") from error
            raise
