"""DG1: the machine readable zone as the chip holds it (ICAO 9303-10 §4.7.1)."""

from __future__ import annotations

from drivers.card.emrtd import tlv
from drivers.card.emrtd.errors import Malformed

_DG1, _MRZ = 0x61, 0x5F1F
_LINES = {90: 30, 72: 36, 88: 44}
"""Characters in all to characters a line: TD1, TD2, TD3 (ICAO 9303-5, -6, -4)."""


def parse_mrz_file(data: bytes) -> tuple[str, ...]:
    """The lines of the zone, three for TD1. Raises Malformed for another length or character."""
    mrz = tlv.get(tlv.parse(tlv.first(data, _DG1)), _MRZ)
    width = _LINES.get(len(mrz))
    if width is None or not all(_allowed(byte) for byte in mrz):
        raise Malformed("DG1: not a machine readable zone")
    text = mrz.decode("ascii")
    return tuple(text[at : at + width] for at in range(0, len(text), width))


def _allowed(byte: int) -> bool:
    return byte == ord("<") or ord("0") <= byte <= ord("9") or ord("A") <= byte <= ord("Z")
