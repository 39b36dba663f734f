"""Letting the chip prove that it is no copy, with whatever it offers (ICAO 9303-11 §6)."""

from __future__ import annotations

from collections.abc import Mapping

from drivers.card.emrtd.active_authentication import SignedChallenge, sign_challenge
from drivers.card.emrtd.channel import Channel
from drivers.card.emrtd.chip_authentication import ChipAgreement, agree_keys, find_way, parse_chip_file
from drivers.card.emrtd.errors import Malformed, SessionLost
from drivers.card.emrtd.evidence import Transcript
from drivers.card.emrtd.files import COM, select_file


async def let_prove(channel: Channel, files: Mapping[str, bytes]) -> Transcript:
    """Chip Authentication if DG14 has a key for it, Active Authentication if there is a DG15. Raises DeviceError."""
    challenge: SignedChallenge | None = None
    agreement: ChipAgreement | None = None
    try:
        private = await _agree(channel, files.get("DG14"))
        if "DG15" in files:
            challenge = await sign_challenge(channel)
        elif private is not None:
            await channel.send(select_file(COM))
        if private is not None:  # the last answer is the first under the new keys
            agreement = ChipAgreement(private, channel.last_answer)
    except SessionLost:  # a chip without the private key cannot speak under the new keys
        return Transcript(agreement, challenge, failed=True)
    return Transcript(agreement, challenge)


async def _agree(channel: Channel, dg14: bytes | None) -> int | None:
    if dg14 is None:
        return None
    try:
        way = find_way(parse_chip_file(dg14))
    except Malformed:
        return None
    return await agree_keys(channel, *way) if way else None
