"""PACE, the terminal's side, on elliptic curves with generic mapping: a password becomes keys (ICAO 9303-11 §4.4)."""

from __future__ import annotations

from hmac import compare_digest

from drivers.card.emrtd import apdu, tlv
from drivers.card.emrtd.apdu import CHAINED, MAX_ANSWER, Command
from drivers.card.emrtd.channel import Channel
from drivers.card.emrtd.curves import Curve, Point
from drivers.card.emrtd.errors import Malformed, Refused
from drivers.card.emrtd.key_agreement import new_key_pair, shared_secret
from drivers.card.emrtd.keys import SessionKeys, password_fault, password_key, session_keys
from drivers.card.emrtd.security_infos import PaceInfo
from drivers.card.emrtd.suites import Suite
from drivers.ports import Can, DeviceFault, MrzKey

_MRZ_REFERENCE, _CAN_REFERENCE = 1, 2
"""Password references of DO 83 (ICAO 9303-11 §4.4.4.1)."""
_DYNAMIC_DATA = 0x7C
_PUBLIC_KEY = 0x7F49
_EXTRA_UNWANTED = (apdu.WRONG_DATA, apdu.WRONG_PARAMETERS, apdu.LENGTH_INCONSISTENT)
"""How chips refuse the optional DO 84."""


class PaceNotOffered(Refused):
    """The chip does not run PACE with these parameters; no password was tried."""


async def run_pace(channel: Channel, info: PaceInfo, key: Can | MrzKey) -> None:
    """Authenticate with `key` and protect the channel.

    Raises PaceNotOffered before any password is used, Refused with WRONG_KEY or KEY_BLOCKED, DeviceError.
    """
    await _choose(channel, info, key)
    curve = info.curve
    nonce = await _nonce(channel, info.suite, key)
    generator = await _map(channel, curve, nonce)
    keys, token, expected = await _agree(channel, info, generator)
    answer = await _authenticate(channel, tlv.encode(0x85, token), 0x86, last=True)
    if not compare_digest(answer, expected):
        raise Malformed("PACE: the chip's token is wrong")
    channel.protect(keys)


def authentication_token(suite: Suite, key: bytes, protocol: bytes, public: bytes) -> bytes:
    """The token of one side, over the other side's public key (ICAO 9303-11 §4.4.3.4)."""
    return suite.token(key, tlv.encode(_PUBLIC_KEY, tlv.encode(0x06, protocol), tlv.encode(0x86, public)))


async def _choose(channel: Channel, info: PaceInfo, key: Can | MrzKey) -> None:
    """MSE:SET AT, with the domain parameter reference and, where a chip dislikes it, once without."""
    reference = _CAN_REFERENCE if isinstance(key, Can) else _MRZ_REFERENCE
    chosen = tlv.encode(0x80, info.protocol) + tlv.encode(0x83, bytes([reference]))
    answer = await channel.send(_set_at(chosen + tlv.encode(0x84, bytes([info.parameter]))))
    if answer.status in _EXTRA_UNWANTED:
        answer = await channel.send(_set_at(chosen))
    fault = password_fault(answer.status)
    if fault is DeviceFault.KEY_BLOCKED:
        raise Refused("PACE MSE:SET AT", answer.status, fault)
    if answer.status != apdu.OK and fault is None:  # 63Cx only warns here that x tries are left (TR-03110-3 §B.14.1)
        raise PaceNotOffered("PACE MSE:SET AT", answer.status, DeviceFault.ACCESS_REFUSED)


def _set_at(data: bytes) -> Command:
    return Command(0x00, 0x22, 0xC1, 0xA4, data)


async def _nonce(channel: Channel, suite: Suite, key: Can | MrzKey) -> bytes:
    encrypted = await _authenticate(channel, b"", 0x80)
    if len(encrypted) != 16:
        raise Malformed("PACE: length of the nonce")
    return suite.decrypt(password_key(suite, key), bytes(suite.block), encrypted)


async def _map(channel: Channel, curve: Curve, nonce: bytes) -> Point:
    private, ours = new_key_pair(curve)
    theirs = await _exchange_keys(channel, curve, ours, 0x81, 0x82)
    return curve.map_generic(nonce, curve.multiply(private, theirs))


async def _agree(channel: Channel, info: PaceInfo, generator: Point) -> tuple[SessionKeys, bytes, bytes]:
    """Run key agreement on the mapped generator; return the keys, our token and the one to expect."""
    curve, private = info.curve, info.curve.random_scalar()
    ours = curve.multiply(private, generator)
    theirs = await _exchange_keys(channel, curve, ours, 0x83, 0x84)
    keys = session_keys(info.suite, shared_secret(curve, private, theirs))
    token, expected = (
        authentication_token(info.suite, keys.authentication, info.protocol, curve.encode(point))
        for point in (theirs, ours)
    )
    return keys, token, expected


async def _exchange_keys(channel: Channel, curve: Curve, ours: Point, send: int, receive: int) -> Point:
    theirs = curve.decode(await _authenticate(channel, tlv.encode(send, curve.encode(ours)), receive))
    if theirs == ours:
        raise Malformed("PACE: the chip sent our own key back")
    return theirs


async def _authenticate(channel: Channel, data: bytes, wanted: int, *, last: bool = False) -> bytes:
    """One GENERAL AUTHENTICATE; returns the value of the object `wanted`."""
    command = Command(0 if last else CHAINED, 0x86, 0, 0, tlv.encode(_DYNAMIC_DATA, data), MAX_ANSWER)
    answer = await channel.send(command)
    if answer.status != apdu.OK:
        fault = password_fault(answer.status, last=last)
        if fault is None or (fault is DeviceFault.WRONG_KEY and not last):  # no chip can know it earlier
            fault = DeviceFault.CARD_UNREADABLE
        raise Refused("PACE general authenticate", answer.status, fault)
    return tlv.get(tlv.parse(tlv.first(answer.data, _DYNAMIC_DATA)), wanted)
