"""How a chip lets a terminal in: BAC and PACE commands, and the tries it counts (ICAO 9303-11 §4.3, §4.4)."""

from __future__ import annotations

from drivers.card.emrtd import tlv
from drivers.card.emrtd.apdu import (
    BLOCKED,
    CONDITIONS_NOT_SATISFIED,
    INSTRUCTION_NOT_SUPPORTED,
    NO_TRIES_LEFT,
    REFERENCE_NOT_FOUND,
    WRONG_DATA,
    WRONG_LENGTH,
    WRONG_PASSWORD,
    Command,
)
from drivers.card.emrtd.keys import password_secret
from drivers.card.emrtd.secure_messaging import SecureMessaging
from drivers.card.simulated.card import Card
from drivers.card.simulated.chip_bac import CHALLENGE_SIZE, BacSession
from drivers.card.simulated.chip_pace import Entropy, PaceSession
from drivers.card.simulated.refusal import Refusal
from drivers.card.simulated.security_infos import PaceOffer
from drivers.ports import Can

BY_MRZ, BY_CAN = b"\x01", b"\x02"
"""Password references of PACE (ICAO 9303-11 §4.4.4.1)."""


class Access:
    """The access protocols of one chip; a granted access is a new channel."""

    def __init__(self, card: Card, entropy: Entropy) -> None:
        self._card = card
        self._entropy = entropy
        self._tries_left = card.temper.tries
        self.power_on()

    def power_on(self) -> None:
        """Forget what was begun; the tries stay counted."""
        self._pace: PaceSession | None = None
        self._bac: BacSession | None = None

    def challenge(self, command: Command) -> bytes:
        """GET CHALLENGE. Raises Refusal."""
        if not self._card.bac:
            raise Refusal(INSTRUCTION_NOT_SUPPORTED)
        if command.expect != CHALLENGE_SIZE:
            raise Refusal(WRONG_LENGTH)
        self._bac = BacSession(self._card.mrz, self._entropy)
        return self._bac.challenge

    def mutual_authenticate(self, data: bytes) -> tuple[bytes, SecureMessaging]:
        """EXTERNAL AUTHENTICATE of BAC: the chip's answer and the channel. Raises Refusal."""
        session, self._bac = self._bac, None
        if session is None:
            raise Refusal(CONDITIONS_NOT_SATISFIED)
        return session.authenticate(data)

    def start_pace(self, objects: tuple[tlv.Tlv, ...]) -> None:
        """MSE:SET AT of PACE. Raises Refusal."""
        self._pace = None
        offer = self._offer(tlv.find(objects, 0x80), tlv.find(objects, 0x84))
        secret = self._password(tlv.find(objects, 0x83))
        if self._tries_left == 0:
            raise Refusal(BLOCKED)
        self._pace = PaceSession(offer, secret, self._entropy)

    def pace_step(self, data: bytes) -> tuple[bytes, SecureMessaging | None]:
        """One GENERAL AUTHENTICATE: the chip's answer, and after the last one the channel. Raises Refusal."""
        pace = self._pace
        if pace is None:
            raise Refusal(CONDITIONS_NOT_SATISFIED)
        try:
            answer = pace.step(data)
        except Refusal as refusal:
            self._pace = None
            raise self._counted(refusal) from refusal
        if pace.keys is None:
            return answer, None
        self._pace = None
        self._tries_left = self._card.temper.tries
        return answer, SecureMessaging(pace.keys)

    def _offer(self, oid: bytes | None, parameter: bytes | None) -> PaceOffer:
        if not self._card.pace:
            raise Refusal(REFERENCE_NOT_FOUND)
        for offer in self._card.pace:
            if offer.oid == oid and parameter in (None, bytes([offer.parameter])):
                return offer
        raise Refusal(WRONG_DATA)

    def _password(self, reference: bytes | None) -> bytes:
        can = self._card.can
        if reference == BY_MRZ:
            return password_secret(self._card.mrz)
        if reference == BY_CAN and can is not None:
            return password_secret(Can(can))
        raise Refusal(REFERENCE_NOT_FOUND)

    def _counted(self, refusal: Refusal) -> Refusal:
        """Turn a wrong password into the status word of a chip that counts them."""
        if refusal.status != WRONG_PASSWORD or self._tries_left is None:
            return refusal
        self._tries_left -= 1
        return Refusal(NO_TRIES_LEFT | self._tries_left) if self._tries_left else Refusal(BLOCKED)
