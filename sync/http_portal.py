"""The portal over HTTP, as ``openapi.yaml`` describes it."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sync import jws
from sync.envelope import Manifest, PartRef
from sync.http_link import Answer, HttpLink
from sync.portal import Held, Outcome, PortalError, Upload
from sync.receipt import Receipt, ReceiptError, Standing, read_receipt
from sync.status import DossierStatus

_JSON = {"Content-Type": "application/json"}
_TUS = {"Tus-Resumable": "1.0.0"}
_CHUNK = _TUS | {"Content-Type": "application/offset+octet-stream"}
_KNOWN_UPLOAD = frozenset({200, 204})


class HttpPortal:
    """One session with the portal; belongs to one thread."""

    def __init__(self, link: HttpLink, receipt_keys: Mapping[str, Ed25519PublicKey], kiosk_key: jws.SigningKey) -> None:
        """`receipt_keys` are the portal's, by key id; `kiosk_key` signs manifests and is not the TLS key."""
        self._link = link
        self._receipt_keys = receipt_keys
        self._kiosk_key = kiosk_key

    def close(self) -> None:
        """Close the connections."""
        self._link.close()

    def held(self, manifest: Manifest) -> Held | None:
        """Ask what the portal holds (GET)."""
        answer = self._link.exchange("GET", _path(manifest), frozenset({200, 404}))
        if answer.status == 200:
            return self._held(answer, manifest)
        if answer.media_type != "application/problem+json":
            raise PortalError(Outcome.SERVER_ERROR, "404 of some machine in between")
        return None

    def offer(self, manifest: Manifest) -> Held:
        """Announce with the kiosk's signature (PUT); the same again is answered the same."""
        signed = jws.flattened(jws.sign(manifest.canonical(), self._kiosk_key))
        body = json.dumps(signed).encode()
        answer = self._link.exchange("PUT", _path(manifest), frozenset({200, 201}), body, _JSON)
        return self._held(answer, manifest)

    def put_part(self, manifest: Manifest, part: PartRef, data: bytes) -> None:
        """Send a small part whole with its digest (RFC 9530 §2)."""
        digest = b64encode(bytes.fromhex(part.sha256)).decode()
        headers = {"Content-Type": "application/octet-stream", "Content-Digest": f"sha-256=:{digest}:"}
        path = f"{_path(manifest)}/parts/{part.sha256}"
        self._link.exchange("PUT", path, frozenset({204}), data, headers)

    def begin_upload(self, manifest: Manifest, part: PartRef) -> Upload:
        """Open a resumable upload (tus 1.0, creation); some servers insist on a file name and type."""
        told = {"filename": part.sha256, "filetype": part.media_type}
        told |= {"submission": str(manifest.submission_id), "sha256": part.sha256}
        metadata = ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in told.items())
        headers = _TUS | {"Upload-Length": str(part.size), "Upload-Metadata": metadata}
        answer = self._link.exchange("POST", "/v1/uploads", frozenset({201}), headers=headers)
        return Upload(self._upload_url(answer), 0)

    def resume_upload(self, url: str) -> Upload | None:
        """Ask for an upload's offset (tus HEAD); None when it expired or was lost."""
        answer = self._link.exchange("HEAD", url, frozenset({200, 204, 404, 410}), headers=_TUS)
        return Upload(url, _offset(answer)) if answer.status in _KNOWN_UPLOAD else None

    def send_chunk(self, upload: Upload, chunk: bytes) -> Upload:
        """Send bytes at the offset (tus PATCH); 409 and 423 mean "ask again later", never the end."""
        headers = _CHUNK | {"Upload-Offset": str(upload.offset)}
        answer = self._link.exchange("PATCH", upload.url, frozenset({204, 409, 423}), chunk, headers)
        if answer.status != 204:
            raise PortalError(Outcome.SERVER_ERROR, f"{answer.status} at an upload")
        offset = _offset(answer)
        if offset <= upload.offset:  # it would be sent for ever
            raise PortalError(Outcome.SERVER_ERROR, "an upload that does not advance")
        return Upload(upload.url, offset)

    def complete(self, manifest: Manifest) -> Receipt:
        """Ask for the signed receipt (POST). Raises PortalError(SERVER_ERROR) when parts are missing after all."""
        answer = self._link.exchange("POST", f"{_path(manifest)}/complete", frozenset({200, 404, 409}))
        if answer.status != 200:
            raise PortalError(Outcome.SERVER_ERROR, f"{answer.status} at completion: parts are missing")
        return self._receipt(_member(answer, "receipt", str), manifest)

    def query(self, submissions: Sequence[UUID]) -> tuple[Receipt, ...]:
        """Ask for the newest receipts of many submissions at once."""
        body = json.dumps({"submissions": [str(one) for one in submissions]}).encode()
        answer = self._link.exchange("POST", "/v1/receipts:query", frozenset({200}), body, _JSON)
        asked = frozenset(submissions)
        receipts = tuple(self._checked(text) for text in _member(answer, "receipts", list))
        if not all(receipt.submission_id in asked for receipt in receipts):
            raise PortalError(Outcome.RECEIPT_WRONG, "receipt of a submission that was not asked for")
        return receipts

    def dossier(self, code: str) -> DossierStatus | None:
        """Ask what became of a dossier (GET); None when the portal knows no such code."""
        answer = self._link.exchange("GET", f"/v1/dossiers/{quote(code, safe='')}", frozenset({200, 404, 422}))
        if answer.status != 200:
            return None
        try:
            standing = Standing(_member(answer, "standing", str))
        except ValueError as error:
            raise PortalError(Outcome.SERVER_ERROR, "a standing that the contract does not know") from error
        return DossierStatus(_member(answer, "dossier_code", str), _member(answer, "local_number", str), standing)

    def _held(self, answer: Answer, manifest: Manifest) -> Held:
        missing = _member(answer, "missing_parts", list)
        known = {part.sha256 for part in manifest.parts}
        if not all(isinstance(one, str) and one in known for one in missing):
            raise PortalError(Outcome.SERVER_ERROR, f"{answer.status} asks for unknown parts")
        text = answer.json().get("receipt")
        return Held(frozenset(missing), self._receipt(text, manifest) if text else None)

    def _receipt(self, text: object, manifest: Manifest) -> Receipt:
        receipt = self._checked(text)
        if (receipt.submission_id, receipt.digest) != (manifest.submission_id, manifest.digest):
            raise PortalError(Outcome.RECEIPT_WRONG, "receipt of another submission")
        return receipt

    def _checked(self, text: object) -> Receipt:
        try:
            return read_receipt(str(text), self._receipt_keys)
        except ReceiptError as error:
            raise PortalError(Outcome.RECEIPT_WRONG, str(error)) from error

    def _upload_url(self, answer: Answer) -> str:
        url = answer.headers.get("Location", "")
        if url.startswith("/"):
            url = self._link.origin + url
        if not self._link.belongs(url):
            raise PortalError(Outcome.SERVER_ERROR, "an upload address elsewhere")
        return url


def _path(manifest: Manifest) -> str:
    return f"/v1/submissions/{manifest.submission_id}"


def _member(answer: Answer, name: str, kind: type) -> Any:
    said = answer.json()
    if not isinstance(said, dict) or not isinstance(said.get(name), kind):
        raise PortalError(Outcome.SERVER_ERROR, f"{answer.status} without {name}")
    return said[name]


def _offset(answer: Answer) -> int:
    text = answer.headers.get("Upload-Offset", "")
    if not (text.isascii() and text.isdigit()):
        raise PortalError(Outcome.SERVER_ERROR, f"{answer.status} without Upload-Offset")
    return int(text)
