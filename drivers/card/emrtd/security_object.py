"""EF.SOD: the hashes of all data groups, signed by the issuing state (ICAO 9303-10 §4.6.2)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from drivers.card.emrtd import tlv
from drivers.card.emrtd.certificates import BadCertificate
from drivers.card.emrtd.cms import SignedMessage, load_signed_message
from drivers.card.emrtd.errors import Malformed
from drivers.card.emrtd.signatures import Unsupported

_SOD = 0x77
LDS_SECURITY_OBJECT = "2.23.136.1.1.1"
"""id-icao-mrtd-security-ldsSecurityObject (ICAO 9303-10 §4.6.2.3)."""
_SEQUENCE, _OID = 0x30, 0x06
_DIGESTS = {
    bytes.fromhex("2B0E03021A"): "sha1",
    bytes.fromhex("608648016503040204"): "sha224",
    bytes.fromhex("608648016503040201"): "sha256",
    bytes.fromhex("608648016503040202"): "sha384",
    bytes.fromhex("608648016503040203"): "sha512",
}


@dataclass(frozen=True, slots=True)
class SecurityObject:
    """The SOD, read but not yet judged."""

    message: SignedMessage
    digest: str
    hashes: Mapping[int, bytes] = field(repr=False)
    """By data group number."""

    def matches(self, group: int, data: bytes) -> bool | None:
        """Whether the raw file of a data group has the signed hash; None when the SOD does not list it."""
        expected = self.hashes.get(group)
        return None if expected is None else hashlib.new(self.digest, data).digest() == expected


def parse_security_object(data: bytes) -> SecurityObject:
    """Read EF.SOD. Raises Malformed, or Unsupported for algorithms this terminal does not know."""
    try:
        message = load_signed_message(tlv.first(data, _SOD))
    except BadCertificate as error:
        raise Malformed(f"SOD: {error}") from error
    if message.kind != LDS_SECURITY_OBJECT:
        raise Malformed("SOD: content is not an LDS security object")
    _, algorithm, table = tlv.leading(tlv.first(message.content, _SEQUENCE), 3)
    digest = _DIGESTS.get(tlv.get(tlv.parse(algorithm.value), _OID))
    if digest is None:
        raise Unsupported("digest of the data groups")
    rows = (tlv.parse(row.value) for row in tlv.parse(table.value))
    hashes = {int.from_bytes(row[0].value, "big"): row[1].value for row in rows if len(row) == 2}
    return SecurityObject(message, digest, hashes)
