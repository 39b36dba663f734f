"""Elliptic curve keys of certificates and chips, the curve named or spelt out in numbers (RFC 5480, TR-03111 §5)."""

from __future__ import annotations

from drivers.card.emrtd import tlv
from drivers.card.emrtd.curves import NAMED, Curve, Point, find_curve
from drivers.card.emrtd.errors import Malformed

EC_PUBLIC_KEY = bytes.fromhex("2A8648CE3D0201")
PRIME_FIELD = bytes.fromhex("2A8648CE3D0101")
_STANDARD_DOMAIN = bytes.fromhex("04007F00070102")
"""0.4.0.127.0.7.1.2 standardizedDomainParameters, BSI TR-03110-3 §A.2.1.1."""
_BITS, _OID, _SEQUENCE = 0x03, 0x06, 0x30


def parse_ec_public_key(info: bytes) -> tuple[Curve, Point]:
    """Read the content of a SubjectPublicKeyInfo with an elliptic curve key. Raises Malformed."""
    algorithm, key = _exactly(tlv.parse(info)[:2], _SEQUENCE, _BITS)
    identifier, parameters = _exactly(tlv.parse(algorithm)[:2], _OID)
    if identifier == _STANDARD_DOMAIN:
        curve = NAMED.get(int.from_bytes(parameters, "big"))
    elif identifier == EC_PUBLIC_KEY:
        curve = _curve(tlv.parse(algorithm)[1])
    else:
        raise Malformed("public key: not an elliptic curve key")
    if curve is None or key[:1] != b"\0":
        raise Malformed("public key: curve unknown")
    return curve, curve.decode(key[1:])


def _explicit_curve(parameters: bytes) -> Curve | None:
    """The named curve that explicit ECParameters spell out, every number compared (RFC 5480 §2.1.1, TR-03111 §5)."""
    items = tlv.parse(parameters)
    if len(items) < 5:
        raise Malformed("public key: curve parameters")
    _, field_id, equation, base, order, *rest = items
    kind, prime = tlv.leading(field_id.value, 2)
    a, b = tlv.leading(equation.value, 2)
    numbers = [int.from_bytes(item.value, "big") for item in (prime, a, b, order)]
    cofactor = int.from_bytes(rest[0].value, "big") if rest else 1
    if kind.value != PRIME_FIELD or cofactor != 1:
        return None
    for curve in NAMED.values():
        if [curve.p, curve.a, curve.b, curve.n] == numbers and curve.encode(curve.generator) == base.value:
            return curve
    return None


def _curve(parameters: tlv.Tlv) -> Curve | None:
    if parameters.tag == _OID:
        return find_curve(parameters.value)
    return _explicit_curve(parameters.value) if parameters.tag == _SEQUENCE else None


def _exactly(items: tuple[tlv.Tlv, ...], *tags: int) -> tuple[bytes, bytes]:
    """The values of the two `items`, the first of which carry `tags`. Raises Malformed."""
    if len(items) != 2 or any(item.tag != tag for item, tag in zip(items, tags, strict=False)):
        raise Malformed("public key: structure")
    return items[0].value, items[1].value
