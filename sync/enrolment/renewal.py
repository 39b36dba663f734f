"""Renews the kiosk's certificate when two thirds of its life are over; one of the things the sync process does.

EST ``simplereenroll`` (RFC 7030 §4.2.2) with the certificate that still holds; the key stays, so that it may lie where
it cannot be exported.
"""

from __future__ import annotations

import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from threading import Event

import structlog
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.x509.oid import NameOID

from sync.enrolment.client import EST, check_issued, read_certificates
from sync.enrolment.files import read_pair, replace_certificate
from sync.enrolment.request import make_request
from sync.errors import SyncError
from sync.http_link import HttpLink
from sync.kiosk_keys import KeyUse
from sync.link_settings import LinkSettings

EVERY = 3600.0
"""Seconds between two looks; a portal that is away is asked again so soon."""

log = structlog.get_logger("sync")


class Renewal:
    """Watches one certificate; `run` belongs in a thread of its own."""

    def __init__(
        self, link: LinkSettings, signing: Mapping[KeyUse, Ed25519PublicKey], clock: Callable[[], float] = time.time
    ) -> None:
        """`signing` are the kiosk's other keys, said again with every renewal; `clock` gives Unix seconds."""
        self._link = link
        self._signing = signing
        self._clock = clock

    def run(self, stop: Event) -> None:
        """Look every hour until told to stop; a failure is logged and tried again."""
        while not stop.is_set():
            try:
                if self.renew_when_due():
                    log.info("certificate_renewed")
            except (SyncError, OSError, ValueError) as error:
                log.warning("certificate_not_renewed", error_type=type(error).__name__)
            stop.wait(EVERY)

    def renew_when_due(self) -> bool:
        """Renew if it is time; True when a new certificate is in place. Raises SyncError, OSError, ValueError."""
        file, ca = self._link.certificate, self._link.ca
        if file is None or ca is None:
            return False
        key_file = self._link.key or file
        held, key = read_pair(file, key_file)
        if not is_due(held, self._clock()):
            return False
        request = make_request(_of(held, NameOID.COMMON_NAME), _of(held, NameOID.ORGANIZATION_NAME), key, self._signing)
        renewed = read_certificates(self._ask(request))[0]
        check_issued(renewed, x509.load_pem_x509_certificate(ca.read_bytes()), key)
        replace_certificate(file, renewed, key, apart=key_file != file)
        return True

    def _ask(self, request: bytes) -> bytes:
        headers = {"Content-Type": "application/pkcs10", "Content-Transfer-Encoding": "base64"}
        with closing(HttpLink(self._link)) as link:
            return link.exchange("POST", f"{EST}/simplereenroll", frozenset({200}), b64encode(request), headers).body


def is_due(certificate: x509.Certificate, now: float) -> bool:
    """True when two thirds of a certificate's life are over. `now` in Unix seconds."""
    since, until = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    return datetime.fromtimestamp(now, UTC) >= since + (until - since) * 2 / 3


def _of(certificate: x509.Certificate, which: x509.ObjectIdentifier) -> str:
    return str(certificate.subject.get_attributes_for_oid(which)[0].value)
