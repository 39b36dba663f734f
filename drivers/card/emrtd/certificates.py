"""Certificates of signers and issuers, and revocation lists, as far as chips need them (ICAO 9303-12 §7)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from asn1crypto import crl, x509

from drivers.card.emrtd.signatures import ASN1_ERRORS, Algorithm, Unsupported, read_algorithm, verify

MAX_CERTIFICATE = 16_384
"""Bytes accepted; certificates with every curve number spelt out stay below 2,000."""


class BadCertificate(Exception):
    """Bytes that are no certificate or list of this kind; the text says what was wrong."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What every signed object has: the bytes signed, the signature, and how it was made."""

    body: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    algorithm: Algorithm | None
    """None when this terminal does not know it."""

    def is_signed_by(self, key_info: bytes) -> bool:
        """True when the signature is good. Raises Unsupported."""
        if self.algorithm is None:
            raise Unsupported("signature algorithm")
        return verify(key_info, self.algorithm, self.signature, self.body)


@dataclass(frozen=True, slots=True)
class Certificate:
    """One X.509 certificate, read once and whole."""

    der: bytes = field(repr=False)
    name: str
    """Subject for people, such as ``Common Name: …``."""
    subject: str
    issuer: str
    """Names in the normal form that may be compared (RFC 5280 §7.1)."""
    serial: int
    not_before: datetime
    not_after: datetime
    key_id: bytes | None
    authority_key_id: bytes | None
    is_authority: bool
    key_info: bytes = field(repr=False)
    signed: Signed

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, hexadecimal."""
        return hashlib.sha256(self.der).hexdigest()

    @classmethod
    def load(cls, der: bytes) -> Certificate:
        """Read a DER certificate. Raises BadCertificate."""
        if len(der) > MAX_CERTIFICATE:
            raise BadCertificate("certificate too long")
        try:
            return _certificate(x509.Certificate.load(der, strict=True), der)
        except ASN1_ERRORS as error:
            raise BadCertificate("certificate cannot be read") from error


@dataclass(frozen=True, slots=True)
class RevocationList:
    """One CRL of an issuer."""

    issuer: str
    serials: frozenset[int] = field(repr=False)
    next_update: datetime | None
    signed: Signed

    @classmethod
    def load(cls, der: bytes) -> RevocationList:
        """Read a DER list. Raises BadCertificate."""
        try:
            return _revocations(crl.CertificateList.load(der, strict=True))
        except ASN1_ERRORS as error:
            raise BadCertificate("revocation list cannot be read") from error


def _certificate(parsed: x509.Certificate, der: bytes) -> Certificate:
    body = parsed["tbs_certificate"]
    validity = body["validity"]
    return Certificate(
        der=der,
        name=parsed.subject.human_friendly,
        subject=parsed.subject.hashable,
        issuer=parsed.issuer.hashable,
        serial=parsed.serial_number,
        not_before=validity["not_before"].native,
        not_after=validity["not_after"].native,
        key_id=parsed.key_identifier,
        authority_key_id=parsed.authority_key_identifier,
        is_authority=bool(parsed.ca),
        key_info=body["subject_public_key_info"].dump(),
        signed=_signed(body.dump(), parsed["signature_value"].native, parsed["signature_algorithm"]),
    )


def _revocations(parsed: crl.CertificateList) -> RevocationList:
    body = parsed["tbs_cert_list"]
    return RevocationList(
        issuer=body["issuer"].hashable,
        serials=frozenset(entry["user_certificate"].native for entry in body["revoked_certificates"]),
        next_update=body["next_update"].native,
        signed=_signed(body.dump(), parsed["signature"].native, parsed["signature_algorithm"]),
    )


def _signed(body: bytes, signature: bytes, identifier: object) -> Signed:
    try:
        algorithm = read_algorithm(identifier)
    except Unsupported:
        algorithm = None
    return Signed(body, signature, algorithm)
