"""What a chip says it can do: the SecurityInfos of EF.CardAccess and DG14 (ICAO 9303-11 §9.2)."""

from __future__ import annotations

from dataclasses import dataclass, field

from drivers.card.emrtd import tlv
from drivers.card.emrtd.curves import NAMED, Curve, Point
from drivers.card.emrtd.ec_public_key import parse_ec_public_key
from drivers.card.emrtd.errors import Malformed
from drivers.card.emrtd.suites import AES128, AES192, AES256, DES3, Suite

_BSI = bytes.fromhex("04007F00070202")
"""0.4.0.127.0.7.2.2: the BSI's smart card protocols."""
PACE_ECDH_GM = _BSI + b"\x04\x02"
CHIP_AUTHENTICATION_ECDH = _BSI + b"\x03\x02"
CHIP_KEY_ECDH = _BSI + b"\x01\x02"
_PACE = _BSI + b"\x04"

SUITES: dict[int, Suite] = {1: DES3, 2: AES128, 3: AES192, 4: AES256}
"""Last arc of the protocol identifiers (ICAO 9303-11 §9.2.1, §9.2.5)."""

_OID, _SEQUENCE, _SET = 0x06, 0x30, 0x31


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
    read = {info: parts for info in infos if (parts := _parts(info))}
    known = read.values()
    return SecurityInfos(
        pace=tuple(found for one in known if (found := _pace(one))),
        pace_raw=frozenset(info for info, one in read.items() if one[0].value.startswith(_PACE)),
        chip_authentication=tuple(way for one in known if (way := _chip_authentication(one))),
        chip_keys=tuple(key for one in known if (key := _chip_key(one))),
    )


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


def _suite(protocol: bytes, family: bytes) -> Suite | None:
    known = protocol[:-1] == family
    return SUITES.get(protocol[-1]) if known else None
