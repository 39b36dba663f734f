"""The chip's side of PACE with ECDH and generic mapping (ICAO 9303-11 §4.4)."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from hmac import compare_digest

from drivers.card.emrtd import tlv
from drivers.card.emrtd.apdu import WRONG_DATA, WRONG_PASSWORD
from drivers.card.emrtd.curves import NAMED, Point
from drivers.card.emrtd.key_agreement import shared_secret
from drivers.card.emrtd.keys import PASSWORD, SessionKeys, session_keys
from drivers.card.emrtd.pace import authentication_token
from drivers.card.simulated.refusal import Refusal
from drivers.card.simulated.security_infos import PaceOffer

NONCE_SIZE = 16

Entropy = Callable[[int], bytes]


class PaceSession:
    """One run of PACE; every step is called once, in the order of the standard."""

    def __init__(self, offer: PaceOffer, password: bytes, entropy: Entropy = secrets.token_bytes) -> None:
        self._offer = offer
        self._suite = offer.cipher.suite
        self._curve = NAMED[offer.parameter]
        self._entropy = entropy
        self._password_key = self._suite.derive(password, PASSWORD)
        self._nonce = b""
        self._generator = self._curve.generator
        self._own: Point | None = None
        self._peer: Point | None = None
        self._keys: SessionKeys | None = None
        self._expected = 0x80

    @property
    def keys(self) -> SessionKeys | None:
        """The session keys once the terminal has proved the password, else None."""
        return None if self._expected else self._keys

    def step(self, data: bytes) -> bytes:
        """Answer the dynamic authentication data of one GENERAL AUTHENTICATE. Raises Refusal, Malformed."""
        objects = tlv.parse(data)
        if self._expected == 0x80 and not objects:
            self._expected = 0x81
            return self._encrypted_nonce()
        if not objects or objects[0].tag != self._expected:
            raise Refusal(WRONG_DATA)
        steps = {0x81: self._map, 0x83: self._agree, 0x85: self._prove}
        return steps[self._expected](objects[0].value)

    def _encrypted_nonce(self) -> bytes:
        self._nonce = self._entropy(NONCE_SIZE)
        iv = bytes(self._suite.block)
        return tlv.encode(0x80, self._suite.encrypt(self._password_key, iv, self._nonce))

    def _map(self, encoded: bytes) -> bytes:
        peer = self._curve.decode(encoded)
        scalar = self._scalar()
        public = self._curve.multiply(scalar, self._generator)
        self._generator = self._curve.map_generic(self._nonce, self._curve.multiply(scalar, peer))
        self._expected = 0x83
        return tlv.encode(0x82, self._curve.encode(public))

    def _agree(self, encoded: bytes) -> bytes:
        self._peer = self._curve.decode(encoded)
        scalar = self._scalar()
        self._own = self._curve.multiply(scalar, self._generator)
        if self._own == self._peer:  # a reflected key (ICAO 9303-11 §4.4.1)
            raise Refusal(WRONG_PASSWORD)
        self._keys = session_keys(self._suite, shared_secret(self._curve, scalar, self._peer))
        self._expected = 0x85
        return tlv.encode(0x84, self._curve.encode(self._own))

    def _prove(self, token: bytes) -> bytes:
        assert self._own is not None
        assert self._peer is not None
        if not compare_digest(token, self._token(self._own)):
            raise Refusal(WRONG_PASSWORD)
        self._expected = 0
        return tlv.encode(0x86, self._token(self._peer))

    def _token(self, point: Point) -> bytes:
        assert self._keys is not None
        return authentication_token(self._suite, self._keys.authentication, self._offer.oid, self._curve.encode(point))

    def _scalar(self) -> int:
        return int.from_bytes(self._entropy(self._curve.size), "big") % (self._curve.n - 1) + 1
