"""A chip in software: takes command APDUs and answers as an eMRTD chip does (ICAO 9303-10 §3, 9303-11)."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from drivers.card.emrtd import tlv
from drivers.card.emrtd.apdu import (
    BLOCKED,
    CONDITIONS_NOT_SATISFIED,
    INSTRUCTION_NOT_SUPPORTED,
    MAX_ANSWER,
    OK,
    PROTECTED,
    REFERENCE_NOT_FOUND,
    SECURITY_NOT_SATISFIED,
    SM_OBJECTS_INCORRECT,
    WRONG_DATA,
    WRONG_LENGTH,
    WRONG_PARAMETERS,
    WRONG_PASSWORD,
    Command,
    Response,
)
from drivers.card.emrtd.errors import Malformed, SessionLost
from drivers.card.emrtd.keys import password_secret
from drivers.card.emrtd.secure_messaging import SecureMessaging
from drivers.card.simulated.card import Card
from drivers.card.simulated.chip_bac import CHALLENGE_SIZE, BacSession
from drivers.card.simulated.chip_files import FileSystem
from drivers.card.simulated.chip_pace import Entropy, PaceSession
from drivers.card.simulated.chip_proof import agree_channel, sign_challenge
from drivers.card.simulated.refusal import Refusal
from drivers.card.simulated.security_infos import CHIP_AUTHENTICATION_ECDH, PaceOffer
from drivers.ports import Can

SELECT, READ, READ_ODD = 0xA4, 0xB0, 0xB1
CHALLENGE, AUTHENTICATE, PROVE = 0x84, 0x82, 0x88
MANAGE, GENERAL = 0x22, 0x86
"""Instructions (ISO 7816-4 table 5)."""

SET_PACE, SET_CHIP, SET_CHIP_KEY = 0xC1A4, 0x41A4, 0x41A6
"""P1 and P2 of MANAGE SECURITY ENVIRONMENT (ICAO 9303-11 §4.4.4.1, §6.2.4)."""

BY_MRZ, BY_CAN = 1, 2
"""Password references of PACE (ICAO 9303-11 §4.4.4.1)."""

Handler = Callable[[Command], bytes]


class SoftwareChip:
    """One chip. Not safe for two readers at a time."""

    def __init__(self, card: Card, entropy: Entropy = secrets.token_bytes) -> None:
        self._card = card
        self._entropy = entropy
        self._tries_left = card.temper.tries
        self._work = 0.0
        self._handlers: dict[int, Handler] = {
            SELECT: self._select,
            READ: self._read,
            READ_ODD: self._read_odd,
            CHALLENGE: self._give_challenge,
            AUTHENTICATE: self._mutual_authenticate,
            MANAGE: self._manage,
            GENERAL: self._general_authenticate,
            PROVE: self._internal_authenticate,
        }
        self.power_on()

    @property
    def card(self) -> Card:
        """What was written into the chip."""
        return self._card

    @property
    def work(self) -> float:
        """Seconds that the last command kept the chip busy, beyond the time on the air."""
        return self._work

    def power_on(self) -> None:
        """Forget every session, as when the field comes on."""
        self._files = FileSystem(self._card)
        self._channel: SecureMessaging | None = None
        self._next_channel: SecureMessaging | None = None
        self._pace: PaceSession | None = None
        self._bac: BacSession | None = None
        self._chip_authentication = False
        self._commands = 0

    def transmit(self, apdu: bytes) -> bytes:
        """Answer one command APDU; nothing at all when the chip has left the field."""
        self._commands += 1
        self._work = 0.0
        torn_at = self._card.temper.torn_at
        if torn_at is not None and self._commands >= torn_at:
            return b""
        return self._answer(apdu).encode()

    def _answer(self, apdu: bytes) -> Response:
        try:
            command = Command.decode(apdu)
        except Malformed:
            return Response(b"", WRONG_LENGTH)
        if command.cla & PROTECTED == PROTECTED:
            return self._answer_protected(command)
        self._channel = None  # a plain command ends the session (ICAO 9303-11 §9.8.3)
        refused = self._card.temper.refusals.get(command.header.hex().upper())
        return self._run(command) if refused is None else Response(b"", refused)

    def _answer_protected(self, command: Command) -> Response:
        channel = self._channel
        if channel is None:
            return Response(b"", SM_OBJECTS_INCORRECT)
        try:
            plain = channel.unwrap_command(command)
        except SessionLost:
            self._channel = None
            return Response(b"", SM_OBJECTS_INCORRECT)
        answer = channel.wrap_response(self._run(plain), odd=bool(plain.ins & 1))
        self._channel, self._next_channel = self._next_channel or self._channel, None
        if len(answer.data) > MAX_ANSWER:  # asked for more than fits once protected: the session is lost
            self._channel = None
            return Response(b"", WRONG_LENGTH)
        return answer

    def _run(self, command: Command) -> Response:
        handler = self._handlers.get(command.ins)
        if handler is None:
            return Response(b"", INSTRUCTION_NOT_SUPPORTED)
        try:
            return Response(handler(command), OK)
        except Refusal as refusal:
            return Response(refusal.data, refusal.status)

    # --- files ----------------------------------------------------------------------------------

    @property
    def _unlocked(self) -> bool:
        return self._channel is not None

    def _select(self, command: Command) -> bytes:
        self._files.select(command.p1, command.data, unlocked=self._unlocked)
        return b""

    def _read(self, command: Command) -> bytes:
        self._work = self._card.temper.read_seconds
        return self._files.read(command, unlocked=self._unlocked)

    def _read_odd(self, command: Command) -> bytes:
        self._work = self._card.temper.read_seconds
        return self._files.read_odd(command, unlocked=self._unlocked)

    # --- access ---------------------------------------------------------------------------------

    def _give_challenge(self, command: Command) -> bytes:
        if not self._card.bac:
            raise Refusal(INSTRUCTION_NOT_SUPPORTED)
        if command.expect != CHALLENGE_SIZE:
            raise Refusal(WRONG_LENGTH)
        self._bac = BacSession(self._card.mrz, self._entropy)
        return self._bac.challenge

    def _mutual_authenticate(self, command: Command) -> bytes:
        session, self._bac = self._bac, None
        if session is None or not self._files.in_application:
            raise Refusal(CONDITIONS_NOT_SATISFIED)
        answer, self._channel = session.authenticate(command.data)
        return answer

    def _manage(self, command: Command) -> bytes:
        environment = command.p1 << 8 | command.p2
        try:
            objects = tlv.parse(command.data)
        except Malformed as error:
            raise Refusal(WRONG_DATA) from error
        if environment == SET_PACE:
            self._start_pace(objects)
        elif environment == SET_CHIP:
            self._start_chip_authentication(objects)
        elif environment == SET_CHIP_KEY:
            self._replace_channel(tlv.find(objects, 0x91) or b"")
        else:
            raise Refusal(WRONG_PARAMETERS)
        return b""

    def _start_pace(self, objects: tuple[tlv.Tlv, ...]) -> None:
        self._pace = None
        offer = self._offer(tlv.find(objects, 0x80), tlv.find(objects, 0x84))
        secret = self._password(tlv.find(objects, 0x83))
        if self._tries_left == 0:
            raise Refusal(BLOCKED)
        self._pace = PaceSession(offer, secret, self._entropy)

    def _offer(self, oid: bytes | None, parameter: bytes | None) -> PaceOffer:
        if not self._card.pace:
            raise Refusal(REFERENCE_NOT_FOUND)
        for offer in self._card.pace:
            if offer.oid == oid and parameter in (None, bytes([offer.parameter])):
                return offer
        raise Refusal(WRONG_DATA)

    def _password(self, reference: bytes | None) -> bytes:
        can = self._card.can
        if reference == bytes([BY_MRZ]):
            return password_secret(self._card.mrz)
        if reference == bytes([BY_CAN]) and can is not None:
            return password_secret(Can(can))
        raise Refusal(REFERENCE_NOT_FOUND)

    def _general_authenticate(self, command: Command) -> bytes:
        self._work = self._card.temper.crypto_seconds
        data = _dynamic_data(command.data)
        if self._chip_authentication:
            self._replace_channel(_terminal_key(data))
            return tlv.encode(0x7C)
        if self._pace is None:
            raise Refusal(CONDITIONS_NOT_SATISFIED)
        return tlv.encode(0x7C, self._pace_step(self._pace, data))

    def _pace_step(self, pace: PaceSession, data: bytes) -> bytes:
        try:
            answer = pace.step(data)
        except Refusal as refusal:
            self._pace = None
            raise self._counted(refusal) from refusal
        if pace.keys is not None:  # the answer still goes out as the command came, the next one is protected
            self._pace = None
            self._channel = self._next_channel = SecureMessaging(pace.keys)
            self._tries_left = self._card.temper.tries
        return answer

    def _counted(self, refusal: Refusal) -> Refusal:
        """Turn a wrong password into the status word of a chip that counts them."""
        if refusal.status != WRONG_PASSWORD or self._tries_left is None:
            return refusal
        self._tries_left = max(0, self._tries_left - 1)
        return Refusal(0x63C0 | self._tries_left) if self._tries_left else Refusal(BLOCKED)

    # --- proof ----------------------------------------------------------------------------------

    def _start_chip_authentication(self, objects: tuple[tlv.Tlv, ...]) -> None:
        key = self._card.chip_key
        if key is None:
            raise Refusal(REFERENCE_NOT_FOUND)
        if tlv.find(objects, 0x80) != CHIP_AUTHENTICATION_ECDH + bytes([key.cipher]):
            raise Refusal(WRONG_DATA)
        self._chip_authentication = True

    def _replace_channel(self, terminal_public: bytes) -> None:
        self._chip_authentication = False
        if self._channel is None:
            raise Refusal(SECURITY_NOT_SATISFIED)
        if self._card.chip_key is None:
            raise Refusal(REFERENCE_NOT_FOUND)
        self._next_channel = agree_channel(self._card.chip_key, terminal_public)

    def _internal_authenticate(self, command: Command) -> bytes:
        self._work = self._card.temper.crypto_seconds
        if self._channel is None:
            raise Refusal(SECURITY_NOT_SATISFIED)
        if self._card.active_key is None:
            raise Refusal(REFERENCE_NOT_FOUND)
        return sign_challenge(self._card.active_key, command.data)


def _dynamic_data(data: bytes) -> bytes:
    try:
        return tlv.first(data, 0x7C)
    except Malformed as error:
        raise Refusal(WRONG_DATA) from error


def _terminal_key(data: bytes) -> bytes:
    try:
        return tlv.get(tlv.parse(data), 0x80)
    except Malformed as error:
        raise Refusal(WRONG_DATA) from error
