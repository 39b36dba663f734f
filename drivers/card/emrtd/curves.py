"""Elliptic curve points by hand: PACE needs point addition and generators of its own, which no library here offers.

Not in constant time. The scalars used with it live for one session, and an observer of the host's timing would learn
no more than what the card's holder laid on the reader; keys that last are handled by ``cryptography`` only.
"""

from __future__ import annotations

import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path

from drivers.card.emrtd.errors import Malformed

_WINDOW = 4
_UNCOMPRESSED = 0x04

_Jacobian = tuple[int, int, int]
_INFINITY: _Jacobian = (1, 1, 0)


@dataclass(frozen=True, slots=True)
class Point:
    """An affine point, never the point at infinity."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Curve:
    """A short Weierstrass curve y² = x³ + ax + b over a prime field, with a generator of prime order."""

    name: str
    oid: bytes
    """Object identifier, encoded."""
    p: int
    a: int
    b: int
    generator: Point
    n: int

    @property
    def size(self) -> int:
        """Bytes of a coordinate; leading zeros are always kept (BSI TR-03111 §3.1.3)."""
        return (self.p.bit_length() + 7) // 8

    def contains(self, point: Point) -> bool:
        """True when the point lies on the curve with reduced coordinates."""
        in_field = 0 <= point.x < self.p and 0 <= point.y < self.p
        return in_field and (point.y * point.y - (point.x**3 + self.a * point.x + self.b)) % self.p == 0

    def encode(self, point: Point) -> bytes:
        """Uncompressed encoding 04 ‖ x ‖ y (BSI TR-03111 §3.2)."""
        return bytes([_UNCOMPRESSED]) + self.field_bytes(point.x) + self.field_bytes(point.y)

    def decode(self, data: bytes) -> Point:
        """Read an uncompressed point and prove that it is on the curve. Raises Malformed."""
        if len(data) != 1 + 2 * self.size or data[0] != _UNCOMPRESSED:
            raise Malformed("elliptic curve: encoding of a point")
        point = Point(int.from_bytes(data[1 : 1 + self.size], "big"), int.from_bytes(data[1 + self.size :], "big"))
        if not self.contains(point):
            raise Malformed("elliptic curve: point is not on the curve")
        return point

    def field_bytes(self, number: int) -> bytes:
        """A field element in its fixed length."""
        return number.to_bytes(self.size, "big")

    def random_scalar(self) -> int:
        """A fresh private key, 1 … n-1."""
        return secrets.randbelow(self.n - 1) + 1

    def multiply(self, scalar: int, point: Point) -> Point:
        """The point scalar · point. Raises Malformed when the result is the point at infinity."""
        return self._affine(self._times(scalar % self.n, (point.x, point.y, 1)))

    def add(self, one: Point, other: Point) -> Point:
        """The point one + other. Raises Malformed when the result is the point at infinity."""
        return self._affine(self._sum((one.x, one.y, 1), (other.x, other.y, 1)))

    def map_generic(self, nonce: bytes, shared: Point) -> Point:
        """Generic mapping of PACE: the session's generator s·G + H (ICAO 9303-11 §4.4.3.3.1)."""
        return self.add(self.multiply(int.from_bytes(nonce, "big"), self.generator), shared)

    def _times(self, scalar: int, point: _Jacobian) -> _Jacobian:
        table = [_INFINITY, point]
        for _ in range(2, 1 << _WINDOW):
            table.append(self._sum(table[-1], point))
        result = _INFINITY
        for at in range(-(-scalar.bit_length() // _WINDOW) - 1, -1, -1):
            for _ in range(_WINDOW):
                result = self._double(result)
            result = self._sum(result, table[scalar >> at * _WINDOW & (1 << _WINDOW) - 1])
        return result

    def _double(self, point: _Jacobian) -> _Jacobian:
        x, y, z = point
        p = self.p
        if z == 0 or y == 0:
            return _INFINITY
        yy = y * y % p
        s = 4 * x * yy % p
        zz = z * z % p
        m = (3 * x * x + self.a * (zz * zz % p)) % p
        x3 = (m * m - 2 * s) % p
        return x3, (m * (s - x3) - 8 * yy * yy) % p, 2 * y * z % p

    def _sum(self, one: _Jacobian, other: _Jacobian) -> _Jacobian:
        (x1, y1, z1), (x2, y2, z2), p = one, other, self.p
        if z1 == 0 or z2 == 0:
            return other if z1 == 0 else one
        zz1, zz2 = z1 * z1 % p, z2 * z2 % p
        u1, s1 = x1 * zz2 % p, y1 * zz2 * z2 % p
        h, r = (x2 * zz1 - u1) % p, (y2 * zz1 * z1 - s1) % p
        if h == 0:
            return self._double(one) if r == 0 else _INFINITY
        hh = h * h % p
        v = u1 * hh % p
        x3 = (r * r - h * hh - 2 * v) % p
        return x3, (r * (v - x3) - s1 * h * hh) % p, h * z1 * z2 % p

    def _affine(self, point: _Jacobian) -> Point:
        x, y, z = point
        if z == 0:
            raise Malformed("elliptic curve: point at infinity")
        inverse = pow(z, -1, self.p)
        square = inverse * inverse % self.p
        return Point(x * square % self.p, y * square * inverse % self.p)


def _named() -> dict[int, Curve]:
    table = tomllib.loads(Path(__file__).with_name("named_curves.toml").read_text("utf-8"))
    curves = {}
    for name, row in table.items():
        p, a, b, x, y, n = (int(row[letter], 16) for letter in "pabxyn")
        curves[row["parameter"]] = Curve(name, bytes.fromhex(row["oid"]), p, a, b, Point(x, y), n)
    return curves


NAMED = _named()
"""By standardised domain parameter id (ICAO 9303-11 §9.5.1, table 6)."""


def find_curve(oid: bytes) -> Curve | None:
    """Return the named curve with this object identifier (encoded), or None."""
    return next((curve for curve in NAMED.values() if curve.oid == oid), None)
