"""The invented person a software chip is issued to: what her card says in print and in its readable zone."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from drivers.card.emrtd.keys import check_digit
from drivers.ports import MrzKey


@dataclass(frozen=True, slots=True)
class Holder:
    """What the issuing authority knows of a card holder; the default of every field is the demo citizen."""

    number: str = "000190000123"
    name: str = "Trần Thị Mẫu"
    female: bool = True
    born: date = date(1990, 9, 2)
    issued: date = date(2021, 6, 20)
    expires: date = date(2030, 9, 2)
    nationality: str = "Việt Nam"
    ethnicity: str = "Kinh"
    religion: str = "Không"
    origin: str = "Xã Suối Trong, Huyện Đơn Dương, Lâm Đồng"
    residence: str = "Thôn 2, Xã Suối Trong, Huyện Đơn Dương, Lâm Đồng"
    marks: str = "Nốt ruồi cách 1 cm trên sau đuôi lông mày trái"
    father: str = "Trần Văn Thử"
    mother: str = "Lê Thị Nghiệm"
    spouse: str | None = None
    old_number: str | None = None
    serial: str = "00A1B2C3D4E5F607"
    passport: str = "Z00000123"
    """Number of her passport, for the passport profile."""

    def __post_init__(self) -> None:
        """Raise ValueError for a number that no card could carry."""
        if len(self.number) != 12 or not self.number.isdecimal():
            raise ValueError("number must be 12 digits")

    @property
    def sex(self) -> str:
        """Sex as the card prints it."""
        return "Nữ" if self.female else "Nam"

    @property
    def can(self) -> str:
        """Card access number: the last six digits of the ID number."""
        return self.number[6:]

    @property
    def card_key(self) -> MrzKey:
        """BAC key of the ID card, whose document number is the last nine digits."""
        return MrzKey(self.number[3:], _yymmdd(self.born), _yymmdd(self.expires))

    @property
    def passport_key(self) -> MrzKey:
        """BAC key of the passport."""
        return MrzKey(self.passport, _yymmdd(self.born), _yymmdd(self.expires))

    def card_mrz(self) -> tuple[str, str, str]:
        """Return the TD1 lines as the Vietnamese card lays them out: number in the optional data (ICAO 9303-5 §4.2)."""
        key = self.card_key
        upper = f"IDVNM{key.document}{check_digit(key.document)}{self.number}<<{check_digit(self.number)}"
        birth, expiry = key.birth + check_digit(key.birth), key.expiry + check_digit(key.expiry)
        composite = check_digit(upper[5:30] + birth + expiry + "<" * 11)
        middle = f"{birth}{self._mrz_sex}{expiry}VNM{'<' * 11}{composite}"
        return upper, middle, self._mrz_name(30)

    def passport_mrz(self) -> tuple[str, str]:
        """Return the TD3 lines (ICAO 9303-4 §4.2.2)."""
        key = self.passport_key
        number, birth, expiry = (value + check_digit(value) for value in (key.document, key.birth, key.expiry))
        optional = self.number.ljust(14, "<")
        optional += check_digit(optional)
        composite = check_digit(number + birth + expiry + optional)
        lower = f"{number}VNM{birth}{self._mrz_sex}{expiry}{optional}{composite}"
        return f"P<VNM{self._mrz_name(39)}", lower

    @property
    def _mrz_sex(self) -> str:
        return "F" if self.female else "M"

    def _mrz_name(self, width: int) -> str:
        family, *given = fold(self.name).split()
        return f"{family}<<{'<'.join(given)}"[:width].ljust(width, "<")


def fold(name: str) -> str:
    """Return a Vietnamese name in the MRZ's letters: upper case, no diacritics."""
    bare = unicodedata.normalize("NFD", name.upper().replace("Đ", "D"))
    return "".join(character for character in bare if not unicodedata.combining(character))


def _yymmdd(day: date) -> str:
    return f"{day:%y%m%d}"
