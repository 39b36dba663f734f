"""What a chip says it can do: the SecurityInfos of EF.CardAccess and DG14 (ICAO 9303-11 §9.2)."""

from __future__ import annotations

from dataclasses import dataclass, field

from drivers.card.emrtd import tlv
from drivers.card.emrtd.curves import NAMED, Curve, Point, find_curve
from drivers.card.emrtd.errors import Malformed
from drivers.card.emrtd.suites import AES128, AES192, AES256, DES3, Suite

_BSI = bytes.fromhex("04007F00070202")
"""0.4.0.127.0.7.2.2: the BSI's smart card protocols."""
PACE_ECDH_GM = _BSI + b"\x04\x02"
CHIP_AUTHENTICATION_ECDH = _BSI + b"\x03\x02"
CHIP_KEY_ECDH = _BSI + b"\x01\x02"
_PACE = _BSI + b"\x04"
_STANDARD_DOMAIN = bytes.fromhex("04007F00070102")
"""0.4.0.127.0.7.1.2 standardizedDomainParameters, BSI TR-03110-3 §A.2.1.1."""
EC_PUBLIC_KEY = bytes.fromhex("2A8648CE3D0201")
_PRIME_FIELD = bytes.fromhex("2A8648CE3D0101")

_SUITES: dict[int, Suite] = {1: DES3, 2: AES128, 3: AES192, 4: AES256}
"""Last arc of the protocol identifiers (ICAO 9303-11 §9.2.1, §9.2.5)."""

_INTEGER, _BITS, _OCTETS, _OID, _SEQUENCE, _SET = 0x02, 0x03, 0x04, 0x06, 0x30, 0x31


@dataclass(frozen=True, slots=True)
class PaceInfo:
    """One way to run PACE with elliptic curves and generic mapping."""

    protocol: bytes
    """Object identifier, encoded."""
    suite: Suite
    parameter: int
    """Standardised domain parameter id."""
    curve: Curve


@dataclass(frozen=True, slots=True)
class ChipKey:
    """The static key agreement key of a chip (ICAO 9303-11 §6.2.4)."""

    curve: Curve
    point: Point
    key_id: bytes | None


@dataclass(frozen=True, slots=True)
class ChipAuthentication:
    """One way to run Chip Authentication with elliptic curves."""

    protocol: bytes
    suite: Suite
    key_id: bytes | None


@dataclass(frozen=True, slots=True)
class SecurityInfos:
    """The infos this terminal knows; others are skipped."""

    pace: tuple[PaceInfo, ...]
    pace_raw: frozenset[bytes] = field(repr=False)
    """Every PACEInfo as encoded, also of kinds unknown here: to compare CardAccess with DG14."""
    chip_authentication: tuple[ChipAuthentication, ...]
    chip_keys: tuple[ChipKey, ...]


def parse_security_infos(data: bytes) -> SecurityInfos:
    """Read a SET OF SecurityInfo; infos that are unknown or broken are skipped. Raises Malformed."""
    infos = [item.value for item in tlv.parse(tlv.first(data, _SET)) if item.tag == _SEQUENCE]
    parts = [parts for info in infos if (parts := _parts(info))]
    return SecurityInfos(
        pace=tuple(found for one in parts if (found := _pace(one))),
        pace_raw=frozenset(info for info in infos if (one := _parts(info)) and one[0].value.startswith(_PACE)),
        chip_authentication=tuple(way for one in parts if (way := _chip_authentication(one))),
        chip_keys=tuple(key for one in parts if (key := _chip_key(one))),
    )


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


def find_explicit_curve(parameters: bytes) -> Curve | None:
    """The named curve that explicit ECParameters spell out, every number compared (RFC 5480 §2.1.1, TR-03111 §5)."""
    items = tlv.parse(parameters)
    if len(items) < 5:
        raise Malformed("public key: curve parameters")
    _, field_id, equation, base, order, *rest = items
    kind, prime = _pair(field_id.value)
    a, b = _pair(equation.value)
    numbers = [int.from_bytes(item.value, "big") for item in (prime, a, b, order)]
    cofactor = int.from_bytes(rest[0].value, "big") if rest else 1
    if kind.value != _PRIME_FIELD or cofactor != 1:
        return None
    for curve in NAMED.values():
        if [curve.p, curve.a, curve.b, curve.n] == numbers and curve.encode(curve.generator) == base.value:
            return curve
    return None


def _parts(info: bytes) -> tuple[tlv.Tlv, ...] | None:
    """The objects of one info, or None when it cannot be read: unknown infos never hurt (ICAO 9303-11 §9.2)."""
    try:
        parts = tlv.parse(info)
    except Malformed:
        return None
    return parts if len(parts) >= 2 and parts[0].tag == _OID else None


def _pace(parts: tuple[tlv.Tlv, ...]) -> PaceInfo | None:
    suite = _suite(parts[0].value, PACE_ECDH_GM)
    parameter = int.from_bytes(parts[2].value[:2], "big") if len(parts) > 2 else -1
    curve = NAMED.get(parameter)
    return PaceInfo(parts[0].value, suite, parameter, curve) if suite and curve else None


def _chip_authentication(parts: tuple[tlv.Tlv, ...]) -> ChipAuthentication | None:
    suite = _suite(parts[0].value, CHIP_AUTHENTICATION_ECDH)
    version = parts[1].value
    key_id = parts[2].value if len(parts) > 2 else None
    return ChipAuthentication(parts[0].value, suite, key_id) if suite and version == b"\x01" else None


def _chip_key(parts: tuple[tlv.Tlv, ...]) -> ChipKey | None:
    if parts[0].value != CHIP_KEY_ECDH:
        return None
    try:
        curve, point = parse_ec_public_key(parts[1].value)
    except Malformed:
        return None
    return ChipKey(curve, point, parts[2].value if len(parts) > 2 else None)


def _pair(data: bytes) -> tuple[tlv.Tlv, tlv.Tlv]:
    items = tlv.parse(data)
    if len(items) < 2:
        raise Malformed("public key: curve parameters")
    return items[0], items[1]


def _suite(protocol: bytes, family: bytes) -> Suite | None:
    known = protocol[:-1] == family
    return _SUITES.get(protocol[-1]) if known else None


def _curve(parameters: tlv.Tlv) -> Curve | None:
    if parameters.tag == _OID:
        return find_curve(parameters.value)
    return find_explicit_curve(parameters.value) if parameters.tag == _SEQUENCE else None


def _exactly(items: tuple[tlv.Tlv, ...], *tags: int) -> tuple[bytes, bytes]:
    """The values of the two `items`, the first of which carry `tags`. Raises Malformed."""
    if len(items) != 2 or any(item.tag != tag for item, tag in zip(items, tags, strict=False)):
        raise Malformed("public key: structure")
    return items[0].value, items[1].value
