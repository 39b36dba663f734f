"""The SecurityInfos a chip publishes in EF.CardAccess and DG14: which protocols it offers (ICAO 9303-11 §9.2)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from cryptography.hazmat.primitives.asymmetric import ec

from drivers.card.emrtd.security_infos import CHIP_AUTHENTICATION_ECDH, CHIP_KEY_ECDH, PACE_ECDH_GM, SUITES
from drivers.card.emrtd.suites import Suite
from drivers.card.emrtd.tlv import encode
from drivers.card.simulated.explicit_curves import spell_out

TERMINAL_AUTHENTICATION = bytes.fromhex("04007F0007020202")
"""id-TA, 0.4.0.127.0.7.2.2.2."""
ACTIVE_AUTHENTICATION = bytes.fromhex("678108010105")
"""id-icao-mrtd-security-aaProtocolObject, 2.23.136.1.1.5."""
ECDSA_PLAIN_SHA256 = bytes.fromhex("04007F00070101040103")
"""ecdsa-plain-SHA256 of BSI TR-03111 §5.2.1.1, 0.4.0.127.0.7.1.1.4.1.3."""


class Cipher(IntEnum):
    """Last arc of a protocol's OID: its cipher suite (ICAO 9303-11 §9.2.3, §9.2.7)."""

    DES3 = 1
    AES128 = 2
    AES192 = 3
    AES256 = 4

    @property
    def suite(self) -> Suite:
        """The cipher suite itself."""
        return SUITES[self]


@dataclass(frozen=True, slots=True)
class PaceOffer:
    """One PACE protocol that a chip offers: ECDH with generic mapping on a standardised curve."""

    cipher: Cipher = Cipher.AES128
    parameter: int = 13
    """Standardised domain parameters (ICAO 9303-11 table 6); 13 is brainpoolP256r1."""

    @property
    def oid(self) -> bytes:
        """Value bytes of the protocol's object identifier."""
        return PACE_ECDH_GM + bytes([self.cipher])

    def info(self) -> bytes:
        """PACEInfo, version 2 (ICAO 9303-11 §9.2.1)."""
        return _info(self.oid, 2, self.parameter)


def terminal_authentication() -> bytes:
    """TerminalAuthenticationInfo, version 1."""
    return _info(TERMINAL_AUTHENTICATION, 1)


def chip_authentication(cipher: Cipher) -> bytes:
    """ChipAuthenticationInfo, version 1 (ICAO 9303-11 §9.2.5)."""
    return _info(CHIP_AUTHENTICATION_ECDH + bytes([cipher]), 1)


def chip_public_key(key: ec.EllipticCurvePublicKey) -> bytes:
    """ChipAuthenticationPublicKeyInfo, with the curve spelt out as on most documents (ICAO 9303-11 §9.2.6)."""
    return encode(0x30, encode(0x06, CHIP_KEY_ECDH), spell_out(key))


def active_authentication_ecdsa() -> bytes:
    """ActiveAuthenticationInfo that announces plain ECDSA with SHA-256 (ICAO 9303-11 §9.2.8)."""
    number = encode(0x02, b"\x01")
    return encode(0x30, encode(0x06, ACTIVE_AUTHENTICATION), number, encode(0x06, ECDSA_PLAIN_SHA256))


def security_infos(*infos: bytes) -> bytes:
    """The SET OF that EF.CardAccess is and DG14 holds."""
    return encode(0x31, *infos)


def _info(oid: bytes, *numbers: int) -> bytes:
    return encode(0x30, encode(0x06, oid), *(encode(0x02, bytes([number])) for number in numbers))
