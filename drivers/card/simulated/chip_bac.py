"""The chip's side of Basic Access Control (ICAO 9303-11 §4.3)."""

from __future__ import annotations

import secrets

from drivers.card.emrtd.apdu import WRONG_LENGTH, WRONG_PASSWORD
from drivers.card.emrtd.keys import AUTHENTICATION, ENCRYPTION, bac_seed, session_keys
from drivers.card.emrtd.secure_messaging import SecureMessaging
from drivers.card.emrtd.suites import DES3, same
from drivers.card.simulated.chip_pace import Entropy
from drivers.card.simulated.refusal import Refusal
from drivers.ports import MrzKey

CHALLENGE_SIZE = 8
CRYPTOGRAM_SIZE = 32
_ZERO_IV = bytes(8)


class BacSession:
    """One challenge and the answer to it."""

    def __init__(self, key: MrzKey, entropy: Entropy = secrets.token_bytes) -> None:
        seed = bac_seed(key)
        self._encryption = DES3.derive(seed, ENCRYPTION)
        self._authentication = DES3.derive(seed, AUTHENTICATION)
        self._entropy = entropy
        self.challenge = entropy(CHALLENGE_SIZE)

    def authenticate(self, data: bytes) -> tuple[bytes, SecureMessaging]:
        """Check the terminal's cryptogram; return the chip's and the channel it opens. Raises Refusal."""
        terminal = self._opened(data)
        terminal_random, echoed, terminal_key = terminal[:8], terminal[8:16], terminal[16:]
        if not same(echoed, self.challenge):
            raise Refusal(WRONG_PASSWORD)
        chip_key = self._entropy(16)
        answer = self._closed(self.challenge + terminal_random + chip_key)
        seed = bytes(a ^ b for a, b in zip(terminal_key, chip_key, strict=True))
        counter = int.from_bytes(self.challenge[-4:] + terminal_random[-4:], "big")
        return answer, SecureMessaging(session_keys(DES3, seed), counter)

    def _opened(self, data: bytes) -> bytes:
        if len(data) != CRYPTOGRAM_SIZE + 8:
            raise Refusal(WRONG_LENGTH)
        cryptogram, checksum = data[:CRYPTOGRAM_SIZE], data[CRYPTOGRAM_SIZE:]
        if not same(checksum, DES3.token(self._authentication, cryptogram)):
            raise Refusal(WRONG_PASSWORD)
        return DES3.decrypt(self._encryption, _ZERO_IV, cryptogram)

    def _closed(self, plain: bytes) -> bytes:
        cryptogram = DES3.encrypt(self._encryption, _ZERO_IV, plain)
        return cryptogram + DES3.token(self._authentication, cryptogram)
