"""A chip in software: takes command APDUs and answers as an eMRTD chip does (ICAO 9303-10 §3, 9303-11)."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from drivers.card.emrtd import tlv
from drivers.card.emrtd.apdu import (
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
    Command,
    Response,
)
from drivers.card.emrtd.errors import Malformed, SessionLost
from drivers.card.emrtd.secure_messaging import SecureMessaging
from drivers.card.emrtd.security_infos import CHIP_AUTHENTICATION_ECDH
from drivers.card.simulated.card import Card
from drivers.card.simulated.chip_access import Access
from drivers.card.simulated.chip_files import FileSystem
from drivers.card.simulated.chip_pace import Entropy
from drivers.card.simulated.chip_proof import agree_channel, sign_challenge
from drivers.card.simulated.refusal import Refusal

SELECT, READ, READ_ODD = 0xA4, 0xB0, 0xB1
CHALLENGE, AUTHENTICATE, PROVE = 0x84, 0x82, 0x88
MANAGE, GENERAL = 0x22, 0x86
"""Instructions (ISO 7816-4 table 5)."""

SET_PACE, SET_CHIP, SET_CHIP_KEY = 0xC1A4, 0x41A4, 0x41A6
"""P1 and P2 of MANAGE SECURITY ENVIRONMENT (ICAO 9303-11 §4.4.4.1, §6.2.4)."""
DYNAMIC_DATA, TERMINAL_KEY, EPHEMERAL_KEY = 0x7C, 0x80, 0x91


class SoftwareChip:
    """One chip. Not safe for two readers at a time."""

    def __init__(self, card: Card, entropy: Entropy = secrets.token_bytes) -> None:
        self._card = card
        self._access = Access(card, entropy)
        self._work = 0.0
        self._handlers: dict[int, Callable[[Command], bytes]] = {
            SELECT: self._select,
            READ: self._read,
            READ_ODD: self._read_odd,
            CHALLENGE: self._access.challenge,
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
        self._access.power_on()
        self._files = FileSystem(self._card)
        self._channel: SecureMessaging | None = None
        self._next_channel: SecureMessaging | None = None
        self._agreeing = False
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
        answer = self._run(command) if refused is None else Response(b"", refused)
        self._channel, self._next_channel = self._next_channel, None
        return answer

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
        self._channel, self._next_channel = self._next_channel or channel, None
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
        except Malformed:
            return Response(b"", WRONG_DATA)

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

    # --- access and proof: a new channel begins with the next command ---------------------------

    def _mutual_authenticate(self, command: Command) -> bytes:
        if not self._files.in_application:
            raise Refusal(CONDITIONS_NOT_SATISFIED)
        answer, self._next_channel = self._access.mutual_authenticate(command.data)
        return answer

    def _manage(self, command: Command) -> bytes:
        environment, objects = command.p1 << 8 | command.p2, tlv.parse(command.data)
        if environment == SET_PACE:
            self._access.start_pace(objects)
        elif environment == SET_CHIP:
            self._start_agreement(objects)
        elif environment == SET_CHIP_KEY:
            self._agree(tlv.get(objects, EPHEMERAL_KEY))
        else:
            raise Refusal(WRONG_PARAMETERS)
        return b""

    def _general_authenticate(self, command: Command) -> bytes:
        self._work = self._card.temper.crypto_seconds
        data = tlv.first(command.data, DYNAMIC_DATA)
        if self._agreeing:
            self._agree(tlv.get(tlv.parse(data), TERMINAL_KEY))
            return tlv.encode(DYNAMIC_DATA)
        answer, self._next_channel = self._access.pace_step(data)
        return tlv.encode(DYNAMIC_DATA, answer)

    def _start_agreement(self, objects: tuple[tlv.Tlv, ...]) -> None:
        key = self._card.chip_key
        if key is None:
            raise Refusal(REFERENCE_NOT_FOUND)
        if tlv.find(objects, 0x80) != CHIP_AUTHENTICATION_ECDH + bytes([key.cipher]):
            raise Refusal(WRONG_DATA)
        self._agreeing = True

    def _agree(self, terminal_key: bytes) -> None:
        """Chip Authentication: only under secure messaging, and only with the key of DG14."""
        self._agreeing = False
        if not self._unlocked:
            raise Refusal(SECURITY_NOT_SATISFIED)
        if self._card.chip_key is None:
            raise Refusal(REFERENCE_NOT_FOUND)
        self._next_channel = agree_channel(self._card.chip_key, terminal_key)

    def _internal_authenticate(self, command: Command) -> bytes:
        self._work = self._card.temper.crypto_seconds
        if not self._unlocked:
            raise Refusal(SECURITY_NOT_SATISFIED)
        if self._card.active_key is None:
            raise Refusal(REFERENCE_NOT_FOUND)
        return sign_challenge(self._card.active_key, command.data)
