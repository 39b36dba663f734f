"""Signed messages (CMS) that carry one content: the chip's security object and master lists (RFC 5652 §5)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from asn1crypto import cms

from drivers.card.emrtd import tlv
from drivers.card.emrtd.certificates import BadCertificate, Certificate, Signed
from drivers.card.emrtd.signatures import ASN1_ERRORS, HASHES, Unsupported, read_algorithm

MAX_CERTIFICATES = 16


@dataclass(frozen=True, slots=True)
class SignedMessage:
    """A message with its signer."""

    kind: str
    """Object identifier of the content."""
    content: bytes = field(repr=False)
    signer: Certificate
    signed: Signed
    digest_matches: bool
    """The signed attributes hold the kind and the hash of this content."""

    @property
    def digest(self) -> str:
        """Digest of the signature, or ``""`` when unknown."""
        return self.signed.algorithm.digest if self.signed.algorithm else ""

    def is_good(self) -> bool:
        """True when content and signature belong together. Raises Unsupported."""
        return self.signed.is_signed_by(self.signer.key_info) and self.digest_matches


def load_signed_message(der: bytes) -> SignedMessage:
    """Read a DER ContentInfo with SignedData and one signer. Raises BadCertificate, Unsupported."""
    try:
        return _load(cms.ContentInfo.load(der))
    except ASN1_ERRORS as error:
        raise BadCertificate("signed message cannot be read") from error


def _load(message: cms.ContentInfo) -> SignedMessage:
    if message["content_type"].native != "signed_data":
        raise BadCertificate("message is not signed")
    data = message["content"]
    signer_info = data["signer_infos"][0]
    encapsulated = data["encap_content_info"]
    content = bytes(encapsulated["content"])
    digest = signer_info["digest_algorithm"]["algorithm"].native
    algorithm = read_algorithm(signer_info["signature_algorithm"], digest)
    kind = encapsulated["content_type"]
    body, matches = _signed_body(signer_info, kind.native, content, digest)
    signed = Signed(body, signer_info["signature"].native, algorithm)
    signer = _signer(signer_info["sid"], data["certificates"])
    return SignedMessage(kind.dotted, content, signer, signed, matches)


def _signed_body(signer_info: cms.SignerInfo, kind: str, content: bytes, digest: str) -> tuple[bytes, bool]:
    """What the signature covers: the attributes as a SET, or the content itself (RFC 5652 §5.4)."""
    attributes = signer_info["signed_attrs"]
    if not attributes:
        return content, True
    if digest not in HASHES:
        raise Unsupported("digest of the signed attributes")
    stated = {item["type"].native: item["values"][0].native for item in attributes}
    actual = {"content_type": kind, "message_digest": hashlib.new(digest, content).digest()}
    return tlv.encode(0x31, bytes(attributes.contents)), actual.items() <= stated.items()


def _signer(identifier: cms.SignerIdentifier, certificates: cms.CertificateSet) -> Certificate:
    if len(certificates) > MAX_CERTIFICATES:
        raise BadCertificate("too many certificates")
    for choice in certificates:
        certificate = Certificate.load(choice.chosen.dump())
        if _is_named(identifier, certificate):
            return certificate
    raise BadCertificate("the signer's certificate is missing")


def _is_named(identifier: cms.SignerIdentifier, certificate: Certificate) -> bool:
    chosen = identifier.chosen
    if identifier.name == "subject_key_identifier":
        return bool(certificate.key_id == chosen.native)
    return bool(
        chosen["issuer"].hashable == certificate.issuer and chosen["serial_number"].native == certificate.serial
    )
