"""Active Authentication: the chip signs a challenge with the private key of DG15 (ICAO 9303-11 §6.1)."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from hmac import compare_digest

from drivers.card.emrtd import apdu, tlv
from drivers.card.emrtd.apdu import MAX_ANSWER, Command
from drivers.card.emrtd.channel import Channel
from drivers.card.emrtd.curves import Curve
from drivers.card.emrtd.ec_public_key import parse_ec_public_key
from drivers.card.emrtd.errors import Malformed
from drivers.card.emrtd.files import READ_SIZES
from drivers.card.emrtd.signatures import Algorithm, Unsupported, verify_point

_DG15 = 0x6F
_RSA = bytes.fromhex("2A864886F70D010101")
_CHALLENGE = 8
_TRAILERS = {0x33: "sha1", 0x34: "sha256", 0x35: "sha512", 0x36: "sha384", 0x38: "sha224"}
"""Second last byte of a two-byte trailer xxCC (ISO/IEC 10118); a single BC means SHA-1."""
_RECOVERY_HEADERS = (0x4A, 0x6A)
"""Total and partial recovery without padding (ISO/IEC 9796-2 §7)."""
_NOT_SUPPORTED = (
    apdu.REFERENCE_NOT_FOUND,
    apdu.FUNCTION_NOT_SUPPORTED,
    apdu.INSTRUCTION_NOT_SUPPORTED,
    apdu.CONDITIONS_NOT_SATISFIED,
    apdu.WRONG_LENGTH,
)
"""Answers that say "I cannot", which is not "I failed"."""


@dataclass(frozen=True, slots=True)
class SignedChallenge:
    """What shows others that the chip could sign."""

    challenge: bytes = field(repr=False)
    signature: bytes = field(repr=False)


async def sign_challenge(channel: Channel) -> SignedChallenge | None:
    """INTERNAL AUTHENTICATE with a fresh challenge; None when the chip does not support it. Raises DeviceError."""
    challenge = secrets.token_bytes(_CHALLENGE)
    answer = await channel.send(Command(0x00, 0x88, 0x00, 0x00, challenge, MAX_ANSWER))
    if answer.status in _NOT_SUPPORTED:
        return None
    return SignedChallenge(challenge, answer.data if answer.status == apdu.OK else b"")


def challenge_holds(dg15: bytes, signed: SignedChallenge) -> bool:
    """True when the signature is good under DG15. Raises Malformed, Unsupported."""
    info = tlv.first(tlv.first(dg15, _DG15), 0x30)
    algorithm, key = (item.value for item in _pair(info))
    if tlv.get(tlv.parse(algorithm), 0x06) != _RSA:
        return _ecdsa_holds(info, signed)
    modulus, exponent = (int.from_bytes(item.value, "big") for item in _pair(tlv.first(key[1:], 0x30)))
    if modulus.bit_length() > 8192 or exponent.bit_length() > 64 or modulus < 2:
        raise Unsupported("RSA key of DG15")
    if not signed.signature and modulus.bit_length() > 8 * READ_SIZES[0]:
        raise Unsupported("the chip's signature is too long for a short answer")
    return recoverable_signature_holds(modulus, exponent, signed)


def recoverable_signature_holds(modulus: int, exponent: int, signed: SignedChallenge) -> bool:
    """ISO/IEC 9796-2 scheme 1 with message recovery: F = 6A ‖ M1 ‖ hash(M1 ‖ challenge) ‖ trailer."""
    opened = pow(int.from_bytes(signed.signature, "big"), exponent, modulus)
    if opened & 0xF != 0xC:  # either root may be sent, the smaller one is usual (ISO/IEC 9796-2 §A.4)
        opened = modulus - opened
    size = (modulus.bit_length() + 7) // 8
    block = opened.to_bytes(size, "big")
    digest, trailer = _trailer(block)
    if digest is None or block[0] not in _RECOVERY_HEADERS:
        return False
    hashed = hashlib.new(digest)
    end = size - trailer - hashed.digest_size
    hashed.update(block[1:end] + signed.challenge)
    return end > 0 and compare_digest(hashed.digest(), block[end : size - trailer])


def _trailer(block: bytes) -> tuple[str | None, int]:
    if block[-1] == 0xBC:
        return "sha1", 1
    return (_TRAILERS.get(block[-2]), 2) if block[-1] == 0xCC and len(block) > 1 else (None, 0)


def _ecdsa_holds(info: bytes, signed: SignedChallenge) -> bool:
    """ECDSA, plain r ‖ s as the standard says, or DER as some chips do; the digest goes with the curve's size."""
    curve, point = parse_ec_public_key(info)
    plain = len(signed.signature) % 2 == 0 and len(signed.signature) <= 2 * curve.size
    scheme = "ecdsa_plain" if plain else "ecdsa"
    return any(
        verify_point(curve, point, Algorithm(scheme, digest), signed.signature, signed.challenge)
        for digest in _digests(curve)
    )


def _digests(curve: Curve) -> tuple[str, ...]:
    """DG14 may name the digest, many chips do not: those no longer than the curve (ICAO 9303-11 §6.1.2.3)."""
    bits = curve.n.bit_length()
    sized = (("sha1", 160), ("sha224", 224), ("sha256", 256), ("sha384", 384), ("sha512", 512))
    return tuple(name for name, size in sized if size <= bits or size == 256)


def _pair(data: bytes) -> tuple[tlv.Tlv, tlv.Tlv]:
    items = tlv.parse(data)
    if len(items) != 2:
        raise Malformed("DG15: structure")
    return items[0], items[1]
