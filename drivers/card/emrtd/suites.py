"""The cipher suites of chip access: 3DES with retail MAC, and AES-128/192/256 with CMAC (ICAO 9303-11 §9.8)."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.cmac import CMAC

MAC_SIZE = 8
"""Bytes of every checksum and token: CMAC is cut, a DES block is as long (ICAO 9303-11 §9.8.6, §9.8.7)."""


def pad(data: bytes, block: int) -> bytes:
    """ISO 9797-1 padding method 2: one 80, then zeros to a whole block."""
    return data + b"\x80" + bytes(-(len(data) + 1) % block)


def unpad(data: bytes) -> bytes | None:
    """Take the padding of :func:`pad` off again; None when it is not there."""
    body = data.rstrip(b"\0")
    return body[:-1] if body.endswith(b"\x80") else None


@dataclass(frozen=True, slots=True)
class Aes:
    """AES with CMAC."""

    name: str
    """``AES-128``, ``AES-192`` or ``AES-256``."""
    key_size: int
    digest: Callable[[bytes], bytes]
    block: int = 16
    """Bytes of a cipher block, and of the send sequence counter."""

    def derive(self, secret: bytes, counter: int) -> bytes:
        """Key derivation function: ``H(secret || counter)`` cut to the key (ICAO 9303-11 §9.7.1)."""
        return self.digest(secret + counter.to_bytes(4, "big"))[: self.key_size]

    def encrypt(self, key: bytes, iv: bytes, data: bytes) -> bytes:
        """CBC over whole blocks."""
        return _encrypt(algorithms.AES(key), modes.CBC(iv), data)

    def decrypt(self, key: bytes, iv: bytes, data: bytes) -> bytes:
        """CBC over whole blocks."""
        return _decrypt(algorithms.AES(key), modes.CBC(iv), data)

    def message_iv(self, key: bytes, counter: bytes) -> bytes:
        """The initialisation vector of one secure message (ICAO 9303-11 §9.8.6.1)."""
        return _encrypt(algorithms.AES(key), modes.ECB(), counter)  # noqa: S305  one block, as the standard says

    def mac(self, key: bytes, blocks: bytes) -> bytes:
        """Checksum over whole blocks, 8 bytes."""
        cmac = CMAC(algorithms.AES(key))
        cmac.update(blocks)
        return cmac.finalize()[:MAC_SIZE]

    def token(self, key: bytes, data: bytes) -> bytes:
        """Checksum over data of any length as PACE uses it, 8 bytes."""
        return self.mac(key, data)


@dataclass(frozen=True, slots=True)
class TripleDes:
    """3DES with retail MAC; the methods are those of `Aes`."""

    name: str = "3DES"
    block: int = 8

    def derive(self, secret: bytes, counter: int) -> bytes:
        """With odd parity (ICAO 9303-11 §9.7.1.1)."""
        return _odd_parity(_sha1(secret + counter.to_bytes(4, "big"))[:16])

    def encrypt(self, key: bytes, iv: bytes, data: bytes) -> bytes:
        """CBC over whole blocks."""
        return _encrypt(_des(key), modes.CBC(iv), data)

    def decrypt(self, key: bytes, iv: bytes, data: bytes) -> bytes:
        """CBC over whole blocks."""
        return _decrypt(_des(key), modes.CBC(iv), data)

    def message_iv(self, key: bytes, counter: bytes) -> bytes:
        """Zeros (ICAO 9303-11 §9.8.7.1)."""
        return bytes(8)

    def mac(self, key: bytes, blocks: bytes) -> bytes:
        """ISO 9797-1 MAC algorithm 3: single DES chained with the first half, the last block 3DES."""
        chain = _encrypt(_des(key[:8]), modes.CBC(bytes(8)), blocks[:-8])[-8:] or bytes(8)
        last = bytes(a ^ b for a, b in zip(chain, blocks[-8:], strict=True))
        return self.encrypt(key, bytes(8), last)

    def token(self, key: bytes, data: bytes) -> bytes:
        """As PACE and BAC use it."""
        return self.mac(key, pad(data, 8))


Suite: TypeAlias = Aes | TripleDes
"""One choice of cipher, key length and checksum."""


def _sha1(data: bytes) -> bytes:
    return hashlib.sha1(data, usedforsecurity=False).digest()  # the standard's KDF for these suites


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _odd_parity(key: bytes) -> bytes:
    return bytes(byte & 0xFE | (byte >> 1).bit_count() & 1 ^ 1 for byte in key)


def _des(key: bytes) -> TripleDES:
    """DES and two-key 3DES as the three-key form that the library takes without a warning."""
    whole = key * 3 if len(key) == 8 else key + key[:8]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return TripleDES(whole)


def _encrypt(cipher: algorithms.AES | TripleDES, mode: modes.CBC | modes.ECB, data: bytes) -> bytes:
    encryptor = Cipher(cipher, mode).encryptor()
    return encryptor.update(data) + encryptor.finalize()


def _decrypt(cipher: algorithms.AES | TripleDES, mode: modes.CBC | modes.ECB, data: bytes) -> bytes:
    decryptor = Cipher(cipher, mode).decryptor()
    return decryptor.update(data) + decryptor.finalize()


DES3 = TripleDes()
AES128 = Aes("AES-128", 16, _sha1)
AES192 = Aes("AES-192", 24, _sha256)
AES256 = Aes("AES-256", 32, _sha256)
