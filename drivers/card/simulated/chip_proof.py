"""How a chip proves that it is no copy: Chip Authentication v1 and Active Authentication (ICAO 9303-11 §6)."""

from __future__ import annotations

import hashlib
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from drivers.card.emrtd.apdu import WRONG_DATA
from drivers.card.emrtd.keys import session_keys
from drivers.card.emrtd.secure_messaging import SecureMessaging
from drivers.card.simulated.card import ActiveKey, ChipKey
from drivers.card.simulated.refusal import Refusal

_SHA256_TRAILER = b"\x34\xcc"
_PARTIAL_RECOVERY = 0x6A
"""First byte of a message representative that holds a part of the message (ISO 9796-2 scheme 1)."""


def agree_channel(key: ChipKey, terminal_public: bytes) -> SecureMessaging:
    """Return the channel that Chip Authentication opens with the terminal's point. Raises Refusal."""
    try:
        peer = ec.EllipticCurvePublicKey.from_encoded_point(key.private.curve, terminal_public)
    except ValueError as error:
        raise Refusal(WRONG_DATA) from error
    return SecureMessaging(session_keys(key.cipher.suite, key.private.exchange(ec.ECDH(), peer)))


def sign_challenge(key: ActiveKey, challenge: bytes) -> bytes:
    """Sign the terminal's challenge: plain ECDSA with SHA-256, or ISO 9796-2 scheme 1 with SHA-256."""
    if isinstance(key, rsa.RSAPrivateKey):
        return _recoverable_signature(key, challenge)
    r, s = decode_dss_signature(key.sign(challenge, ec.ECDSA(hashes.SHA256())))
    size = (key.curve.key_size + 7) // 8
    return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def _recoverable_signature(key: rsa.RSAPrivateKey, challenge: bytes) -> bytes:
    size = key.key_size // 8
    own = secrets.token_bytes(size - 1 - hashlib.sha256().digest_size - len(_SHA256_TRAILER))
    digest = hashlib.sha256(own + challenge).digest()
    message = bytes([_PARTIAL_RECOVERY]) + own + digest + _SHA256_TRAILER
    numbers = key.private_numbers()
    signed = pow(int.from_bytes(message, "big"), numbers.d, numbers.public_numbers.n)
    return signed.to_bytes(size, "big")
