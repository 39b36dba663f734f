"""Chip Authentication version 1: the chip proves that it holds the private key of DG14 (ICAO 9303-11 §6.2)."""

from __future__ import annotations

from dataclasses import dataclass, field

from drivers.card.emrtd import apdu, tlv
from drivers.card.emrtd.apdu import MAX_ANSWER, Command, Response
from drivers.card.emrtd.channel import Channel
from drivers.card.emrtd.errors import Malformed, SessionLost
from drivers.card.emrtd.files import COM, select_file
from drivers.card.emrtd.keys import session_keys
from drivers.card.emrtd.secure_messaging import SecureMessaging
from drivers.card.emrtd.security_infos import ChipAuthentication, ChipKey, SecurityInfos, parse_security_infos
from drivers.card.emrtd.suites import DES3
from drivers.card.emrtd.tlv import first

_DG14 = 0x6E
_KEY_REFERENCE, _PROTOCOL, _PUBLIC_KEY = 0x84, 0x80, 0x80
_DYNAMIC_DATA = 0x7C
_EPHEMERAL_KEY = 0x91


@dataclass(frozen=True, slots=True)
class ChipAgreement:
    """What shows others that the chip knew the secret: our key of that session and its first protected answer."""

    private: int = field(repr=False)
    """The terminal's ephemeral key. It protected one session that is over."""
    answer: bytes = field(repr=False)
    """The answer to the first protected command, as it came over the line."""


def parse_chip_file(data: bytes) -> SecurityInfos:
    """Read DG14. Raises Malformed."""
    return parse_security_infos(first(data, _DG14))


def find_way(infos: SecurityInfos) -> tuple[ChipAuthentication, ChipKey] | None:
    """The strongest protocol whose key is there, or None when none is offered that this terminal knows."""
    ways = [
        (way, key)
        for way in infos.chip_authentication
        for key in infos.chip_keys
        if way.key_id in (None, key.key_id) or key.key_id is None
    ]
    return max(ways, key=lambda pair: (pair[0].suite.block, pair[0].suite.name, pair[1].curve.p), default=None)


async def authenticate_chip(channel: Channel, way: ChipAuthentication, key: ChipKey) -> ChipAgreement | None:
    """Run the protocol; the channel then has new keys. None when the chip does not know the command.

    Raises SessionLost when the chip does not hold the private key, DeviceError.
    """
    private = key.curve.random_scalar()
    public = key.curve.encode(key.curve.multiply(private, key.curve.generator))
    if not await _agree(channel, way, key, public):
        return None
    secret = key.curve.field_bytes(key.curve.multiply(private, key.point).x)
    channel.protect(session_keys(way.suite, secret))
    await channel.send(select_file(COM))
    return ChipAgreement(private, channel.last_answer)


def agreement_holds(infos: SecurityInfos, agreement: ChipAgreement) -> bool:
    """Verify a kept agreement against DG14 again: only the holder of the chip's key could answer so."""
    found = find_way(infos)
    if found is None:
        return False
    way, key = found
    try:
        secret = key.curve.field_bytes(key.curve.multiply(agreement.private, key.point).x)
        session = SecureMessaging(session_keys(way.suite, secret), counter=1)  # the command had counter 1
        session.unwrap_response(Response.decode(agreement.answer))
    except (Malformed, SessionLost):
        return False
    return True


async def _agree(channel: Channel, way: ChipAuthentication, key: ChipKey, public: bytes) -> bool:
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
