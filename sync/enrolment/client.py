"""Enrols this kiosk once: over TLS to a portal that is known by the code alone, before anything is told to it.

EST (RFC 7030): ``simpleenroll`` with the code's secret by HTTP Basic (§3.2.3, §4.2.1), ``cacerts`` (§4.1.2).
"""

from __future__ import annotations

import hmac
import http.client
import ssl
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import pkcs7

from sync.enrolment.code import EnrolmentCode, pin_of
from sync.enrolment.files import TlsFiles
from sync.enrolment.request import make_request
from sync.errors import SyncError
from sync.kiosk_keys import KeyUse
from sync.tls_key import TlsKey

EST = "/.well-known/est"
_SECONDS = 15.0
_LARGEST = 64 * 1024


class EnrolmentFault(StrEnum):
    """Why it came to nothing; each has words in ``resources/technician.toml``."""

    AWAY = "away"
    """No network, no such portal, or the line broke."""
    NOT_THE_PORTAL = "not_the_portal"
    """The certificate is not the one the code names: somebody is in between, or the code is another portal's."""
    REFUSED = "refused"
    """The code is unknown, used, too old, or of another centre or kiosk."""
    WRONG_ANSWER = "wrong_answer"
    """What came back is no certificate for our key."""


class EnrolmentError(SyncError):
    """Enrolment failed; nothing on the kiosk was changed."""

    def __init__(self, fault: EnrolmentFault, detail: str = "") -> None:
        super().__init__(f"{fault}: {detail}")
        self.fault = fault
        self.detail = detail


def enrol(
    url: str,
    code: EnrolmentCode,
    centre: str,
    files: TlsFiles,
    signing: Mapping[KeyUse, Ed25519PublicKey],
    *,
    key: TlsKey,
    unlock: str = "",
) -> x509.Certificate:
    """Have a key certified that was made here, keep the result; `unlock` is sealed to the portal (`sync.unlock`).

    Raises EnrolmentError, TlsKeyError, OSError.
    """
    request = make_request(code.kiosk, centre, key, signing, unlock)
    line = _PinnedLine(url, code)
    try:
        authority = read_certificates(line.ask("GET", "/cacerts"))[0]
        certificate = read_certificates(line.ask("POST", "/simpleenroll", request, code.secret))[0]
    finally:
        line.close()
    check_issued(certificate, authority, key)
    files.keep(key, certificate, authority)
    return certificate


def check_issued(certificate: x509.Certificate, authority: x509.Certificate, key: TlsKey) -> None:
    """Raise EnrolmentError unless the certificate is for our key, by this authority, and valid now."""
    try:
        certificate.verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature) as error:
        raise EnrolmentError(EnrolmentFault.WRONG_ANSWER, "of another authority") from error
    if certificate.public_key() != key.public:
        raise EnrolmentError(EnrolmentFault.WRONG_ANSWER, "for another key")
    if not certificate.not_valid_before_utc <= datetime.now(UTC) < certificate.not_valid_after_utc:
        raise EnrolmentError(EnrolmentFault.WRONG_ANSWER, "not valid now: see to the clock")


def read_certificates(body: bytes) -> list[x509.Certificate]:
    """The certificates of a certs-only PKCS#7 in base64 (RFC 7030 §4.2.3). Raises EnrolmentError."""
    try:
        found = pkcs7.load_der_pkcs7_certificates(b64decode(body))
    except ValueError as error:
        raise EnrolmentError(EnrolmentFault.WRONG_ANSWER, "no certificates") from error
    if not found:
        raise EnrolmentError(EnrolmentFault.WRONG_ANSWER, "no certificates")
    return found


class _PinnedLine:
    """A TLS 1.3 connection whose other end has the certificate that the code names; anything else hears nothing."""

    def __init__(self, url: str, code: EnrolmentCode) -> None:
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname:
            raise EnrolmentError(EnrolmentFault.NOT_THE_PORTAL, "the portal's address must be https")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE  # the pin below is the verification
        self._line = http.client.HTTPSConnection(parts.hostname, parts.port or 443, timeout=_SECONDS, context=context)
        self._kiosk = code.kiosk
        self._open(code)

    def _open(self, code: EnrolmentCode) -> None:
        try:
            self._line.connect()
        except (OSError, ssl.SSLError) as error:
            raise EnrolmentError(EnrolmentFault.AWAY, type(error).__name__) from error
        assert isinstance(self._line.sock, ssl.SSLSocket)
        if not hmac.compare_digest(pin_of(self._line.sock.getpeercert(binary_form=True) or b""), code.pin):
            self._line.close()
            raise EnrolmentError(EnrolmentFault.NOT_THE_PORTAL, "another certificate than the code names")
        self._line.auto_open = 0  # a lost line is not opened again behind our back, unpinned

    def ask(self, method: str, path: str, request: bytes = b"", secret: str = "") -> bytes:
        """One exchange; the body of a 200. Raises EnrolmentError."""
        headers = {"Accept": "application/pkcs7-mime"}
        if request:
            basic = b64encode(f"{self._kiosk}:{secret}".encode()).decode()
            headers |= {"Authorization": f"Basic {basic}", "Content-Type": "application/pkcs10"}
            headers |= {"Content-Transfer-Encoding": "base64"}
        try:
            self._line.request(method, EST + path, b64encode(request) if request else None, headers)
            answer = self._line.getresponse()
            body = answer.read(_LARGEST)
        except (OSError, http.client.HTTPException) as error:
            raise EnrolmentError(EnrolmentFault.AWAY, type(error).__name__) from error
        if answer.status in (401, 403):
            raise EnrolmentError(EnrolmentFault.REFUSED, str(answer.status))
        if answer.status != 200:
            raise EnrolmentError(EnrolmentFault.WRONG_ANSWER, str(answer.status))
        return body

    def close(self) -> None:
        """Hang up."""
        self._line.close()
