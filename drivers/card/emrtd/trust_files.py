"""The files in which states publish their signing authorities: DER, PEM, LDIF, CMS-signed master lists, CRLs."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from drivers.card.emrtd import tlv
from drivers.card.emrtd.certificates import BadCertificate, Certificate, RevocationList
from drivers.card.emrtd.cms import load_signed_message
from drivers.card.emrtd.errors import Malformed
from drivers.card.emrtd.signatures import Unsupported

_MASTER_LIST = "2.23.136.1.1.2"
"""id-icao-cscaMasterList (ICAO 9303-12 §9)."""
_PEM = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----(.+?)-----END \1-----", re.DOTALL)
_LDIF = re.compile(
    rb"^(?:CscaMasterListData|cACertificate(?:;binary)?|userCertificate(?:;binary)?"
    rb"|certificateRevocationList(?:;binary)?|pkdMasterListContent)::[ ]*(.+)$",
    re.MULTILINE | re.IGNORECASE,
)
"""Attributes of the ICAO PKD download that hold certificates (ICAO 9303-12 §8, RFC 2849 base64 values)."""
_SEQUENCE, _SET, _OID = 0x30, 0x31, 0x06


@dataclass(frozen=True, slots=True)
class Material:
    """What one file brought."""

    anchors: tuple[Certificate, ...] = ()
    revocations: tuple[RevocationList, ...] = ()
    problems: tuple[str, ...] = ()


def read_material(data: bytes) -> Material:
    """Read a file of any of the known forms; broken entries are counted. Raises BadCertificate for other files."""
    return _collect(_entries(data), _read_der)


def _entries(data: bytes) -> Iterator[bytes]:
    """The DER objects of a file."""
    if data[:1] == bytes([_SEQUENCE]):
        yield data
        return
    pem = _PEM.findall(data)
    texts = [body for _, body in pem] or _LDIF.findall(re.sub(rb"\r?\n ", b"", data))
    if not texts:
        raise BadCertificate("neither DER, PEM nor LDIF")
    for text in texts:
        try:
            yield base64.b64decode(b"".join(text.split()), validate=True)
        except binascii.Error:
            yield b""


def _read_der(der: bytes) -> Material:
    """Tell certificate, revocation list and signed list apart by their first elements."""
    try:
        first, *_ = tlv.parse(tlv.first(der, _SEQUENCE))
    except (Malformed, ValueError) as error:
        raise BadCertificate("not DER") from error
    if first.tag == _OID:
        return _read_master_list(der)
    parts = tlv.parse(first.value) if first.tag == _SEQUENCE else ()
    if any(part.tag == 0xA0 for part in parts[:1]) or sum(part.tag == _SEQUENCE for part in parts) >= 5:
        return _read_anchor(der)
    return Material(revocations=(RevocationList.load(der),))


def _read_anchor(der: bytes) -> Material:
    certificate = Certificate.load(der)
    if not certificate.is_authority and certificate.subject != certificate.issuer:
        raise BadCertificate("certificate of a signer, not of an authority")
    return Material(anchors=(certificate,))


def _read_master_list(der: bytes) -> Material:
    """A CMS-signed list of authorities; its signature must be good, its trust is the importer's decision."""
    try:
        message = load_signed_message(der)
        if message.kind != _MASTER_LIST or not message.is_good():
            raise BadCertificate("signed message is no master list, or its signature is bad")
        version, certificates = tlv.parse(tlv.first(message.content, _SEQUENCE))[:2]
        listed = [tlv.encode(item.tag, item.value) for item in tlv.parse(certificates.value)]
    except (Malformed, ValueError, Unsupported) as error:
        raise BadCertificate("master list cannot be read") from error
    if version.value != b"\0" or certificates.tag != _SET:
        raise BadCertificate("master list of an unknown version")
    return _collect(listed, _read_anchor, "entry of the master list: ")


def _collect(ders: Iterable[bytes], read: Callable[[bytes], Material], where: str = "") -> Material:
    """Read all entries; one that is bad never loses the others."""
    brought: list[Material] = []
    for der in ders:
        try:
            brought.append(read(der))
        except BadCertificate as error:
            brought.append(Material(problems=(f"{where}{error}",)))
    return Material(
        tuple(anchor for one in brought for anchor in one.anchors),
        tuple(crl for one in brought for crl in one.revocations),
        tuple(problem for one in brought for problem in one.problems),
    )
