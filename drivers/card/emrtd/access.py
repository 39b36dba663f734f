"""Gaining access to a chip: a ladder of ways to learn what it offers, then PACE, or BAC where the caller allows it."""

from __future__ import annotations

from dataclasses import dataclass, field

from drivers.card.emrtd import apdu, tlv
from drivers.card.emrtd.apdu import MAX_ANSWER, Command
from drivers.card.emrtd.bac import run_bac
from drivers.card.emrtd.channel import Channel
from drivers.card.emrtd.errors import Malformed, Refused
from drivers.card.emrtd.files import CARD_ACCESS, Habits, read_binary, select_file
from drivers.card.emrtd.pace import PaceNotOffered, run_pace
from drivers.card.emrtd.security_infos import PaceInfo, SecurityInfos, parse_security_infos
from drivers.ports import Access, Can, CardRequest, DeviceError, DeviceFault, MrzKey

VIETNAMESE_CARD_ACCESS = bytes.fromhex(
    "3134300d060804007f0007020202020101300f060a04007f000702020302020201013012060a04007f0007020204020202010202010d"
)
"""EF.CardAccess as every Vietnamese card seen so far has it: PACE-ECDH-GM-AES-128 on brainpoolP256r1."""

_SELECT_MASTER = Command(0x00, 0xA4, 0x00, 0x0C, b"\x3f\x00")
_SELECT_ROOT = Command(0x00, 0xA4, 0x00, 0x0C)
_SELECT = select_file(CARD_ACCESS)

LADDER: tuple[tuple[Command, ...], ...] = ((_SELECT,), (), (_SELECT_MASTER, _SELECT), (_SELECT_ROOT, _SELECT))
"""What to send before EF.CardAccess can be read, in the order of what cards in the field take; with nothing sent, it is
read by its short identifier. Some cards refuse to select the master file."""
_SAFE_READ = 112
"""Bytes that every chip gives at once; the file of Vietnamese cards has 54."""


@dataclass(frozen=True, slots=True)
class Opened:
    """How the chip was opened."""

    access: Access
    card_access: bytes | None = field(repr=False)
    """EF.CardAccess as read; None when it could not be read and the known parameters were assumed."""


async def open_chip(channel: Channel, request: CardRequest, habits: Habits) -> Opened:
    """Gain access with the caller's key and select the application under secure messaging.

    A refused key is final: neither a second try nor another protocol follows it. Raises DeviceError with WRONG_KEY,
    KEY_BLOCKED, ACCESS_REFUSED, NOT_A_CHIP_CARD.
    """
    _check_key(request.key)
    card_access = await _find_card_access(channel, habits)
    try:
        await run_pace(channel, _choose(_infos(card_access)), request.key)
    except PaceNotOffered:
        return await _fall_back(channel, request, card_access)
    await _select(channel)
    access = Access.PACE_CAN if isinstance(request.key, Can) else Access.PACE_MRZ
    return Opened(access, card_access)


async def _fall_back(channel: Channel, request: CardRequest, card_access: bytes | None) -> Opened:
    """BAC instead of PACE: a downgrade, so only with the caller's consent."""
    await channel.restart()
    await _select(channel)
    if not request.allow_bac or not isinstance(request.key, MrzKey):
        raise DeviceError(DeviceFault.ACCESS_REFUSED, "the chip does not offer PACE")
    await run_bac(channel, request.key)
    return Opened(Access.BAC, card_access)


async def _select(channel: Channel) -> None:
    """Select the eMRTD application; bank and transport cards have none."""
    try:
        await channel.select_application()
    except Refused as refusal:
        raise DeviceError(DeviceFault.NOT_A_CHIP_CARD, refusal.detail) from refusal


async def _find_card_access(channel: Channel, habits: Habits) -> bytes | None:
    """Climb the ladder, from the rung that worked last."""
    rungs = [*range(habits.rung, len(LADDER)), *range(habits.rung)]
    for rung in rungs:
        data = await _climb(channel, LADDER[rung])
        if data is not None:
            habits.rung = rung
            return data
    return None


async def _climb(channel: Channel, rung: tuple[Command, ...]) -> bytes | None:
    for command in rung:
        if (await channel.send(command)).status != apdu.OK:
            return None
    data = b""
    while (missing := _missing(data)) > 0:
        p1 = 0 if rung or data else 0x80 | CARD_ACCESS.short
        answer = await read_binary(channel, p1, len(data), missing)
        if not answer.data or answer.status not in (apdu.OK, apdu.END_OF_FILE):
            return None
        data += answer.data
    return _whole(data)


def _missing(data: bytes) -> int:
    """Bytes to ask for next: 0 when the file is whole, or is no EF.CardAccess that can be believed."""
    if not data:
        return _SAFE_READ
    try:
        header = tlv.read_header(data)
    except Malformed:
        return 0
    credible = header.tag == CARD_ACCESS.tag and header.total <= MAX_ANSWER
    return min(_SAFE_READ, header.total - len(data)) if credible else 0


def _whole(data: bytes) -> bytes | None:
    try:
        header = tlv.read_header(data)
    except Malformed:
        return None
    return data[: header.total] if header.tag == CARD_ACCESS.tag and header.total <= len(data) else None


def _infos(card_access: bytes | None) -> SecurityInfos:
    assumed = parse_security_infos(VIETNAMESE_CARD_ACCESS)
    if card_access is None:
        return assumed
    try:
        return parse_security_infos(card_access)
    except Malformed:
        return assumed


def _choose(infos: SecurityInfos) -> PaceInfo:
    """The strongest offer that is understood: longest key first, then the larger curve."""
    if not infos.pace:
        raise PaceNotOffered("EF.CardAccess without a known PACEInfo", apdu.OK, DeviceFault.ACCESS_REFUSED)
    return max(infos.pace, key=lambda info: (info.suite.block, info.suite.name, info.curve.p))


def _check_key(key: Can | MrzKey) -> None:
    """A key that cannot be right is not worth a try."""
    if isinstance(key, Can):
        good = len(key.digits) == 6 and key.digits.isascii() and key.digits.isdigit()
    else:
        text = key.document + key.birth + key.expiry
        good = len(key.birth) == len(key.expiry) == 6 and text.isascii() and all(_is_mrz(mark) for mark in text)
    if not good:
        raise DeviceError(DeviceFault.WRONG_KEY, "key does not have the form of a CAN or MRZ key")


def _is_mrz(mark: str) -> bool:
    return mark == "<" or mark.isdigit() or "A" <= mark <= "Z"
