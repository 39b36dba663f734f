"""The emulated PN532's sense of time: how long bytes take on the line and on the air, and what wakes it up."""

from __future__ import annotations

from itertools import pairwise

BITS_ON_LINE = 10
AIR_BITS_A_SECOND = 106_000
BITS_ON_AIR = 9
"""Eight and parity (ISO 14443-3 §6.2.3)."""
BLOCK = 64
BLOCK_HEAD = 3
"""Control byte and CRC of an ISO-DEP block (ISO 14443-4 §7.1)."""
TURN_ROUND = 0.0004
"""Seconds between two blocks: frame delay and the firmware's own work; an assumption, not a measurement."""


def line_seconds(size: int, baud: int) -> float:
    """Time that `size` bytes take on a serial line with 8N1."""
    return size * BITS_ON_LINE / baud


def air_seconds(sent: int, received: int) -> float:
    """Time of one APDU exchange on the air: 106 kbit/s, blocks of 64 bytes, each but the last acknowledged."""
    ways = [-(-max(size, 1) // (BLOCK - BLOCK_HEAD)) for size in (sent, received)]
    blocks = sum(2 * way - 1 for way in ways)
    return (sent + received + blocks * BLOCK_HEAD) * BITS_ON_AIR / AIR_BITS_A_SECOND + blocks * TURN_ROUND


def rising_edges(byte: int) -> int:
    """Rising edges of one byte with start and stop bit: five of them wake a sleeping PN532 (UM0701-02 §7.2.11)."""
    levels = [0, *(byte >> place & 1 for place in range(8)), 1]
    return sum(before < after for before, after in pairwise(levels))
