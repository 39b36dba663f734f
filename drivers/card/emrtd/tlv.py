"""Tag-length-value in the subset that chips use: definite lengths, tags of at most three bytes (ISO 7816-4 §5.2.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from drivers.card.emrtd.errors import Malformed

MAX_ITEMS = 1024
"""Siblings accepted in one template: far above any file of a chip, far below what exhausts memory."""


@dataclass(frozen=True, slots=True)
class Header:
    """Tag and length in front of a value."""

    tag: int
    """All tag bytes as one number, such as 0x7F49."""
    length: int
    """Bytes of the value."""
    size: int
    """Bytes of the header itself."""

    @property
    def total(self) -> int:
        """Bytes of the whole object."""
        return self.size + self.length


@dataclass(frozen=True, slots=True)
class Tlv:
    """One data object."""

    tag: int
    value: bytes = field(repr=False)


def read_header(data: bytes, at: int = 0) -> Header:
    """Read the tag and length that begin at `at`; the value itself may be missing. Raises Malformed."""
    tag, after_tag = _tag(data, at)
    length, after_length = _length(data, after_tag)
    return Header(tag, length, after_length - at)


def parse(data: bytes) -> tuple[Tlv, ...]:
    """Split `data` into its objects, all of it. Raises Malformed."""
    items: list[Tlv] = []
    at = 0
    while at < len(data):
        header = read_header(data, at)
        end = at + header.total
        if end > len(data):
            raise Malformed("TLV: value is shorter than its length")
        if len(items) == MAX_ITEMS:
            raise Malformed("TLV: too many objects")
        items.append(Tlv(header.tag, data[at + header.size : end]))
        at = end
    return tuple(items)


def leading(data: bytes, count: int) -> tuple[Tlv, ...]:
    """Return the first `count` objects of `data`. Raises Malformed when there are fewer."""
    items = parse(data)
    if len(items) < count:
        raise Malformed(f"TLV: {len(items)} objects where {count} belong")
    return items[:count]


def first(data: bytes, tag: int) -> bytes:
    """Return the value of the object that `data` begins with; it must have `tag`. What follows it is ignored."""
    header = read_header(data)
    if header.tag != tag:
        raise Malformed(f"TLV: tag {header.tag:02X} where {tag:02X} belongs")
    if header.total > len(data):
        raise Malformed("TLV: value is shorter than its length")
    return data[header.size : header.total]


def find(items: Iterable[Tlv], tag: int) -> bytes | None:
    """Return the value of the first object with `tag`, or None."""
    return next((item.value for item in items if item.tag == tag), None)


def get(items: Iterable[Tlv], tag: int) -> bytes:
    """Return the value of the first object with `tag`. Raises Malformed when there is none."""
    value = find(items, tag)
    if value is None:
        raise Malformed(f"TLV: no object {tag:02X}")
    return value


def encode(tag: int, *values: bytes) -> bytes:
    """Build one object from the joined `values`."""
    value = b"".join(values)
    return tag.to_bytes((tag.bit_length() + 7) // 8 or 1, "big") + encode_length(len(value)) + value


def encode_length(length: int) -> bytes:
    """Build a length field, in the shortest form."""
    if length < 0x80:
        return bytes([length])
    size = (length.bit_length() + 7) // 8
    return bytes([0x80 | size]) + length.to_bytes(size, "big")


def _tag(data: bytes, at: int) -> tuple[int, int]:
    if at >= len(data):
        raise Malformed("TLV: no tag")
    end = at + 1
    if data[at] & 0x1F == 0x1F:
        while True:
            if end >= len(data) or end - at == 3:
                raise Malformed("TLV: tag too long or cut")
            end += 1
            if data[end - 1] & 0x80 == 0:
                break
    return int.from_bytes(data[at:end], "big"), end


def _length(data: bytes, at: int) -> tuple[int, int]:
    if at >= len(data):
        raise Malformed("TLV: no length")
    first_byte = data[at]
    if first_byte < 0x80:
        return first_byte, at + 1
    size = first_byte & 0x7F
    if not 1 <= size <= 4 or at + 1 + size > len(data):
        raise Malformed("TLV: length indefinite, too long or cut")
    return int.from_bytes(data[at + 1 : at + 1 + size], "big"), at + 1 + size
