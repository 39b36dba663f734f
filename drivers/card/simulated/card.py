"""What a software chip carries: its files, its keys and the ways in which it is odd."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec, rsa

from drivers.card.simulated.security_infos import Cipher, PaceOffer
from drivers.ports import MrzKey

CARD_ACCESS = 0x011C
COM = 0x011E
SOD = 0x011D
FINGERPRINTS = 0x0103
"""EF.DG3: there, but locked behind Terminal Authentication."""


def group_file(number: int) -> int:
    """File identifier of a data group (ICAO 9303-10 §4.6)."""
    return 0x0100 | number


@dataclass(frozen=True, slots=True)
class Temper:
    """How a chip departs from the plain behaviour of the standard."""

    refusals: Mapping[str, int] = field(default_factory=dict)
    """Plain commands that are refused, by their header in hexadecimal, with the status word."""
    largest_read: int | None = None
    """READ BINARY for more bytes is answered 6700."""
    tries: int | None = None
    """Wrong passwords taken before 6983; None counts nothing and answers 6300."""
    torn_at: int | None = None
    """Number of the command, since power-up, from which the chip no longer answers."""
    read_seconds: float = 0.0
    """Time the chip thinks about a READ BINARY."""
    crypto_seconds: float = 0.0
    """Time the chip thinks about one step of PACE, Chip or Active Authentication."""


@dataclass(frozen=True, slots=True)
class ChipKey:
    """The private key of Chip Authentication and its cipher suite."""

    private: ec.EllipticCurvePrivateKey = field(repr=False)
    cipher: Cipher = Cipher.AES128


ActiveKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True, slots=True)
class Card:
    """Everything that was written into one chip."""

    master: Mapping[int, bytes]
    """Elementary files of the master file, by file identifier."""
    application: Mapping[int, bytes]
    """Elementary files of the eMRTD application, by file identifier."""
    mrz: MrzKey
    can: str | None
    pace: tuple[PaceOffer, ...] = (PaceOffer(),)
    bac: bool = True
    chip_key: ChipKey | None = None
    active_key: ActiveKey | None = field(default=None, repr=False)
    temper: Temper = field(default_factory=Temper)
