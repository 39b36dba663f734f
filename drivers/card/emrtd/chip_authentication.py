"""Chip Authentication version 1: the chip proves that it holds the private key of DG14 (ICAO 9303-11 §6.2)."""

from __future__ import annotations

from dataclasses import dataclass, field

from drivers.card.emrtd import apdu, tlv
from drivers.card.emrtd.apdu import MAX_ANSWER, Command, Response
from drivers.card.emrtd.channel import Channel
from drivers.card.emrtd.errors import Malformed, SessionLost
from drivers.card.emrtd.key_agreement import new_key_pair, shared_secret
from drivers.card.emrtd.keys import session_keys
from drivers.card.emrtd.secure_messaging import SecureMessaging
from drivers.card.emrtd.security_infos import (
    CHIP_AUTHENTICATION_ECDH,
    ChipAuthentication,
    ChipKey,
    SecurityInfos,
    parse_security_infos,
)
from drivers.card.emrtd.suites import DES3

_DG14 = 0x6E
_KEY_REFERENCE, _PROTOCOL, _PUBLIC_KEY = 0x84, 0x80, 0x80
_DYNAMIC_DATA = 0x7C
_EPHEMERAL_KEY = 0x91
_UNSAID = ChipAuthentication(CHIP_AUTHENTICATION_ECDH + b"\x01", DES3, None)
"""What chips mean that have a key and no word about the cipher (as JMRTD found in the field)."""


@dataclass(frozen=True, slots=True)
class ChipAgreement:
    """What shows others that the chip knew the secret: our key of that session and its first protected answer."""

    private: int = field(repr=False)
    """The terminal's ephemeral key. It protected one session that is over."""
    answer: bytes = field(repr=False)
    """The answer to the first protected command, as it came over the line."""


def parse_chip_file(data: bytes) -> SecurityInfos:
    """Read DG14. Raises Malformed."""
    return parse_security_infos(tlv.first(data, _DG14))


def find_way(infos: SecurityInfos) -> tuple[ChipAuthentication, ChipKey] | None:
    """The strongest protocol whose key is there, or None when none is offered that this terminal knows."""
    ways = [
        (way, key)
        for way in infos.chip_authentication or (_UNSAID,)
        for key in infos.chip_keys
        if way.key_id in (None, key.key_id) or key.key_id is None
    ]
    return max(ways, key=lambda pair: (pair[0].suite.block, pair[0].suite.name, pair[1].curve.p), default=None)


async def agree_keys(channel: Channel, way: ChipAuthentication, key: ChipKey) -> int | None:
    """Run the key agreement and protect the channel anew; return our private key of it.

    Only the chip's next answer proves anything. None when the chip does not know the command. Raises DeviceError.
    """
    private, public = new_key_pair(key.curve)
    if not await _send_key(channel, way, key, key.curve.encode(public)):
        return None
    channel.protect(session_keys(way.suite, shared_secret(key.curve, private, key.point)))
    return private


def agreement_holds(infos: SecurityInfos, agreement: ChipAgreement) -> bool:
    """Verify a kept agreement against DG14 again: only the holder of the chip's key could answer so."""
    found = find_way(infos)
    if found is None:
        return False
    way, key = found
    if not 0 < agreement.private < key.curve.n:
        return False
    try:
        secret = shared_secret(key.curve, agreement.private, key.point)
        session = SecureMessaging(session_keys(way.suite, secret), counter=1)  # the command had counter 1
        session.unwrap_response(Response.decode(agreement.answer))
    except (Malformed, SessionLost):
        return False
    return True


async def _send_key(channel: Channel, way: ChipAuthentication, key: ChipKey, public: bytes) -> bool:
    """Send our public key: one command for 3DES, two for AES (ICAO 9303-11 §6.2.4.1, §6.2.4.2)."""
    reference = tlv.encode(_KEY_REFERENCE, key.key_id) if key.key_id is not None else b""
    if way.suite is DES3:
        data = tlv.encode(_EPHEMERAL_KEY, public) + reference
        return (await channel.send(Command(0x00, 0x22, 0x41, 0xA6, data))).status == apdu.OK
    chosen = Command(0x00, 0x22, 0x41, 0xA4, tlv.encode(_PROTOCOL, way.protocol) + reference)
    if (await channel.send(chosen)).status != apdu.OK:
        return False
    data = tlv.encode(_DYNAMIC_DATA, tlv.encode(_PUBLIC_KEY, public))
    return (await channel.send(Command(0x00, 0x86, 0x00, 0x00, data, MAX_ANSWER))).status == apdu.OK
