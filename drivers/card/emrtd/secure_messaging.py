"""Secure messaging: every command and answer encrypted and authenticated (ICAO 9303-11 §9.8).

One class for both ends of the line. The send sequence counter grows by one before each message, so the two ends
stay in step only as long as no message is lost or repeated: after any error the session is over.
"""

from __future__ import annotations

from hmac import compare_digest

from drivers.card.emrtd import tlv
from drivers.card.emrtd.apdu import MAX_ANSWER, PROTECTED, Command, Response
from drivers.card.emrtd.errors import Malformed, SessionLost
from drivers.card.emrtd.keys import SessionKeys
from drivers.card.emrtd.suites import MAC_SIZE, pad, unpad

CRYPTOGRAM = 0x87
"""DO of encrypted data for an even instruction; the first byte of its value is the padding indicator 01."""
CRYPTOGRAM_ODD = 0x85
"""DO of encrypted data for an odd instruction, without padding indicator."""
EXPECTED_LENGTH = 0x97
STATUS = 0x99
CHECKSUM = 0x8E
_PADDING_INDICATOR = b"\x01"
_CHECKSUM_OBJECT = 2 + MAC_SIZE


class SecureMessaging:
    """One end of a secure channel: the terminal wraps commands and unwraps answers, the chip the other two."""

    def __init__(self, keys: SessionKeys, counter: int = 0) -> None:
        self._keys = keys
        self._suite = keys.suite
        self._counter = counter

    def wrap_command(self, command: Command) -> Command:
        """Protect a plain command (ICAO 9303-11 §9.8.4)."""
        self._step()
        masked = Command(command.cla | PROTECTED, command.ins, command.p1, command.p2)
        objects = self._encrypted(command.data, odd=bool(command.ins & 1))
        if command.expect:
            objects += tlv.encode(EXPECTED_LENGTH, bytes([command.expect & 0xFF]))
        checksum = self._mac(pad(masked.header, self._suite.block) + objects)
        data = objects + tlv.encode(CHECKSUM, checksum)
        return Command(masked.cla, masked.ins, masked.p1, masked.p2, data, MAX_ANSWER)

    def unwrap_command(self, command: Command) -> Command:
        """Check and open a protected command, on the chip's side. Raises SessionLost."""
        self._step()
        objects = self._verified(command.data, pad(command.header, self._suite.block))
        length = tlv.find(objects, EXPECTED_LENGTH)
        expect = (int.from_bytes(length, "big") or MAX_ANSWER) if length else 0
        cla = command.cla & ~PROTECTED
        return Command(cla, command.ins, command.p1, command.p2, self._decrypted(objects), expect)

    def wrap_response(self, response: Response, *, odd: bool = False) -> Response:
        """Protect an answer, on the chip's side; `odd` when the command's instruction was odd."""
        self._step()
        status = response.status.to_bytes(2, "big")
        objects = self._encrypted(response.data, odd) + tlv.encode(STATUS, status)
        return Response(objects + tlv.encode(CHECKSUM, self._mac(objects)), response.status)

    def unwrap_response(self, response: Response) -> Response:
        """Check and open a protected answer; a plain answer is never believed. Raises SessionLost."""
        self._step()
        objects = self._verified(response.data, b"")
        if tlv.find(objects, STATUS) != response.status.to_bytes(2, "big"):
            raise SessionLost("secure messaging: status word not the authenticated one")
        return Response(self._decrypted(objects), response.status)

    def _step(self) -> None:
        self._counter = (self._counter + 1) % (1 << 8 * self._suite.block)

    def _sequence(self) -> bytes:
        return self._counter.to_bytes(self._suite.block, "big")

    def _mac(self, message: bytes) -> bytes:
        blocks = pad(self._sequence() + message, self._suite.block)
        return self._suite.mac(self._keys.authentication, blocks)

    def _iv(self) -> bytes:
        return self._suite.message_iv(self._keys.encryption, self._sequence())

    def _encrypted(self, data: bytes, odd: bool) -> bytes:
        if not data:
            return b""
        blocks = self._suite.encrypt(self._keys.encryption, self._iv(), pad(data, self._suite.block))
        return tlv.encode(CRYPTOGRAM_ODD, blocks) if odd else tlv.encode(CRYPTOGRAM, _PADDING_INDICATOR, blocks)

    def _verified(self, body: bytes, prefix: bytes) -> tuple[tlv.Tlv, ...]:
        signed, checksum = body[:-_CHECKSUM_OBJECT], body[-_CHECKSUM_OBJECT:]
        if checksum[:2] != bytes((CHECKSUM, MAC_SIZE)):
            raise SessionLost("secure messaging: message without checksum")
        if not compare_digest(checksum[2:], self._mac(prefix + signed)):
            raise SessionLost("secure messaging: wrong checksum")
        try:
            return tlv.parse(signed)
        except Malformed as error:
            raise SessionLost("secure messaging: objects cannot be read") from error

    def _decrypted(self, objects: tuple[tlv.Tlv, ...]) -> bytes:
        blocks = self._cryptogram(objects)
        if blocks is None:
            return b""
        if not blocks or len(blocks) % self._suite.block:
            raise SessionLost("secure messaging: cryptogram is not whole blocks")
        plain = unpad(self._suite.decrypt(self._keys.encryption, self._iv(), blocks))
        if plain is None:
            raise SessionLost("secure messaging: padding of the cryptogram")
        return plain

    @staticmethod
    def _cryptogram(objects: tuple[tlv.Tlv, ...]) -> bytes | None:
        even = tlv.find(objects, CRYPTOGRAM)
        if even is None:
            return tlv.find(objects, CRYPTOGRAM_ODD)
        if even[:1] != _PADDING_INDICATOR:
            raise SessionLost("secure messaging: padding indicator")
        return even[1:]
