"""The chip's side of Basic Access Control (ICAO 9303-11 §4.3)."""

from __future__ import annotations

import secrets
from hmac import compare_digest

from drivers.card.emrtd.apdu import WRONG_PASSWORD
from drivers.card.emrtd.bac import seal, unseal
from drivers.card.emrtd.keys import bac_seed, session_keys
from drivers.card.emrtd.secure_messaging import SecureMessaging
from drivers.card.emrtd.suites import DES3
from drivers.card.simulated.chip_pace import Entropy
from drivers.card.simulated.refusal import Refusal
from drivers.ports import MrzKey

CHALLENGE_SIZE = 8


class BacSession:
    """One challenge and the answer to it."""

    def __init__(self, key: MrzKey, entropy: Entropy = secrets.token_bytes) -> None:
        self._keys = session_keys(DES3, bac_seed(key))
        self._entropy = entropy
        self.challenge = entropy(CHALLENGE_SIZE)

    def authenticate(self, data: bytes) -> tuple[bytes, SecureMessaging]:
        """Check the terminal's cryptogram; return the chip's and the channel it opens. Raises Refusal."""
        terminal = unseal(self._keys, data)
        if terminal is None or not compare_digest(terminal[8:16], self.challenge):
            raise Refusal(WRONG_PASSWORD)
        terminal_random, terminal_key = terminal[:8], terminal[16:]
        chip_key = self._entropy(16)
        answer = seal(self._keys, self.challenge + terminal_random + chip_key)
        seed = bytes(a ^ b for a, b in zip(terminal_key, chip_key, strict=True))
        counter = int.from_bytes(self.challenge[-4:] + terminal_random[-4:], "big")
        return answer, SecureMessaging(session_keys(DES3, seed), counter)
