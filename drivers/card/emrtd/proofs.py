"""Letting the chip prove that it is no copy, with whatever it offers (ICAO 9303-11 §6)."""

from __future__ import annotations

from collections.abc import Mapping

from drivers.card.emrtd.active_authentication import SignedChallenge, sign_challenge
from drivers.card.emrtd.channel import Channel
from drivers.card.emrtd.chip_authentication import ChipAgreement, authenticate_chip, find_way, parse_chip_file
from drivers.card.emrtd.errors import Malformed, SessionLost
from drivers.card.emrtd.evidence import Transcript


async def let_prove(channel: Channel, files: Mapping[str, bytes]) -> Transcript:
    """Chip Authentication if DG14 has a key for it, Active Authentication if there is a DG15. Raises DeviceError."""
    agreement: ChipAgreement | None = None
    challenge: SignedChallenge | None = None
    try:
        agreement = await _agree(channel, files.get("DG14"))
        if "DG15" in files:
            challenge = await sign_challenge(channel)
    except SessionLost:  # a chip without the private key cannot speak under the new keys
        return Transcript(agreement, challenge, failed=True)
    return Transcript(agreement, challenge)


async def _agree(channel: Channel, dg14: bytes | None) -> ChipAgreement | None:
    if dg14 is None:
        return None
    try:
        way = find_way(parse_chip_file(dg14))
    except Malformed:
        return None
    return await authenticate_chip(channel, *way) if way else None
