"""Basic Access Control, the terminal's side (ICAO 9303-11 §4.3)."""

from __future__ import annotations

import secrets
from hmac import compare_digest

from drivers.card.emrtd import apdu
from drivers.card.emrtd.apdu import Command
from drivers.card.emrtd.channel import Channel
from drivers.card.emrtd.errors import Malformed, Refused
from drivers.card.emrtd.keys import SessionKeys, bac_seed, password_fault, session_keys
from drivers.card.emrtd.suites import DES3, MAC_SIZE
from drivers.ports import DeviceFault, MrzKey

_CHALLENGE = 8
_KEY_MATERIAL = 16
_CRYPTOGRAM = 2 * _CHALLENGE + _KEY_MATERIAL


async def run_bac(channel: Channel, key: MrzKey) -> None:
    """Authenticate with the MRZ in the selected application and protect the channel.

    Raises Refused with WRONG_KEY, KEY_BLOCKED or ACCESS_REFUSED, DeviceError.
    """
    answer = await channel.send(Command(0x00, 0x84, 0x00, 0x00, b"", _CHALLENGE))
    if answer.status != apdu.OK or len(answer.data) != _CHALLENGE:
        raise Refused("BAC get challenge", answer.status, DeviceFault.ACCESS_REFUSED)
    theirs = answer.data
    ours, material = secrets.token_bytes(_CHALLENGE), secrets.token_bytes(_KEY_MATERIAL)
    keys = session_keys(DES3, bac_seed(key))
    opened = unseal(keys, await _authenticate(channel, seal(keys, ours + theirs + material)))
    if opened is None:
        raise Malformed("BAC: checksum of the chip's answer")
    if opened[: 2 * _CHALLENGE] != theirs + ours:
        raise Malformed("BAC: the chip did not prove that it knows the key")
    seed = bytes(a ^ b for a, b in zip(material, opened[2 * _CHALLENGE :], strict=True))
    counter = int.from_bytes(theirs[-4:] + ours[-4:], "big")
    channel.protect(session_keys(DES3, seed), counter)


def seal(keys: SessionKeys, plain: bytes) -> bytes:
    """Encrypt and authenticate the 32 bytes that one side sends (ICAO 9303-11 §4.3.2, App. D.3)."""
    encrypted = DES3.encrypt(keys.encryption, bytes(DES3.block), plain)
    return encrypted + DES3.token(keys.authentication, encrypted)


def unseal(keys: SessionKeys, sealed: bytes) -> bytes | None:
    """Open what the other side sealed; None when its length or checksum is wrong."""
    encrypted, checksum = sealed[:_CRYPTOGRAM], sealed[_CRYPTOGRAM:]
    if len(checksum) != MAC_SIZE or not compare_digest(checksum, DES3.token(keys.authentication, encrypted)):
        return None
    return DES3.decrypt(keys.encryption, bytes(DES3.block), encrypted)


async def _authenticate(channel: Channel, data: bytes) -> bytes:
    answer = await channel.send(Command(0x00, 0x82, 0x00, 0x00, data, len(data)))
    if answer.status == apdu.OK:
        return answer.data
    fault = password_fault(answer.status, last=True) or DeviceFault.ACCESS_REFUSED
    raise Refused("BAC mutual authenticate", answer.status, fault)
