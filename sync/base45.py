"""Base45: bytes as the alphabet that QR codes store most densely (RFC 9285)."""

from __future__ import annotations

from sync.errors import SyncError

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUE = {character: index for index, character in enumerate(_ALPHABET)}


class Base45Error(SyncError):
    """The text is not base45."""


def encode(data: bytes) -> str:
    """Write two bytes as three characters, a last single one as two (RFC 9285 §4)."""
    return "".join(_characters(data[at : at + 2]) for at in range(0, len(data), 2))


def decode(text: str) -> bytes:
    """Read base45. Raises Base45Error (RFC 9285 §6: foreign characters, overlong values, dangling character)."""
    return b"".join(_bytes(text[at : at + 3]) for at in range(0, len(text), 3))


def _characters(pair: bytes) -> str:
    rest = int.from_bytes(pair, "big")
    text = ""
    for _ in range(len(pair) + 1):
        rest, digit = divmod(rest, 45)
        text += _ALPHABET[digit]
    return text


def _bytes(group: str) -> bytes:
    length = len(group) - 1
    try:
        value: int = sum(_VALUE[character] * 45**place for place, character in enumerate(group))
        if length:
            return value.to_bytes(length, "big")
    except (KeyError, OverflowError) as error:
        raise Base45Error("not base45") from error
    raise Base45Error("dangling character")
