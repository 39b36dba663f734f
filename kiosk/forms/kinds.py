"""The kinds of field: for each, how an input is tidied, and how a value reads on screen, on paper and aloud."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kiosk.forms.view import JsonValue, Option
from kiosk.language.money import money
from kiosk.language.words import VIETNAMESE, Words, noted


class Kind(StrEnum):
    """What a control asks for; decides the input the screen shows (``ui/touch/fields/<Kind>Field.qml``)."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    """Several lines."""
    NAME = "name"
    """A person's name, kept as typed: never title-cased, never split."""
    ID_NUMBER = "id_number"
    """Twelve digits."""
    DATE = "date"
    """A whole date, ``YYYY-MM-DD``."""
    PARTIAL_DATE = "partial_date"
    """``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``: births of which only the year is known are legal."""
    PHONE = "phone"
    EMAIL = "email"
    NUMBER = "number"
    MONEY = "money"
    """Đồng, a whole number."""
    CHOICE = "choice"
    """One of `FieldView.options`, or of the large list `FieldView.choice_list`."""
    CHOICES = "choices"
    """Any of `FieldView.options`: a list of values."""
    YES_NO = "yes_no"
    PLEDGE = "pledge"
    """A statement that must be ticked: true or nothing."""
    CONSENT = "consent"
    """Another person's consent: parts ``way, full_name, personal_id, date``."""
    ADDRESS = "address"
    """Parts ``country, province, commune, detail, old``."""
    ID_PAPER = "id_paper"
    """Parts ``kind, number, issued_on, issued_by``."""
    ROWS = "rows"
    """A table; `FieldView.rows`."""
    ATTACHMENT = "attachment"
    """The name of the sealed part that a paper laid under the camera became; the papers' step sets it."""
    HEADING = "heading"
    """No answer: title of a block; `FieldView.party` says whose card may be laid down for it."""
    NOTE = "note"
    """No answer: an explanation."""


COMPOUND = frozenset({Kind.ADDRESS, Kind.ID_PAPER, Kind.CONSENT})
"""Kinds whose value is an object of parts."""

SILENT = frozenset({Kind.HEADING, Kind.NOTE})
"""Kinds that ask nothing."""

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\ufeff\u00ad]")


@dataclass(frozen=True, slots=True)
class Wording:
    """What a kind needs to know of its control to word a value."""

    options: tuple[Option, ...] = ()
    """Of the field, or of the part that has some."""
    upper: bool = False
    """The official paper wants capitals."""
    place_name: Callable[[str], str] = str
    """Code of a province or commune to its name."""
    say: Words = VIETNAMESE
    listed: bool = False
    """The values themselves are said: names of countries."""


def tidy(kind: Kind, value: JsonValue) -> JsonValue:
    """Bring an input to the form in which it is stored; what cannot be understood is kept for the check to refuse."""
    if isinstance(value, str):
        value = _INVISIBLE.sub("", unicodedata.normalize("NFC", value)).strip()
        return _TIDY.get(kind, _one_line)(value)
    if isinstance(value, Mapping):
        return {key: tidy(Kind.TEXT, part) for key, part in value.items() if part not in (None, "")}
    return value


def text(kind: Kind, value: JsonValue, wording: Wording | None = None) -> str:
    """The value as a person reads it on the screen; "" for no answer."""
    if value in (None, "", [], {}):
        return ""
    if not isinstance(value, _SHAPES.get(kind, object)):
        return str(value)  # not what the kind holds: shown as it is, for the check to refuse
    return _TEXT.get(kind, _plain)(value, wording or Wording())


def printed(kind: Kind, value: JsonValue, wording: Wording | None = None) -> str:
    """The value as the official paper shows it."""
    wording = wording or Wording()
    shown = str(value) if kind is Kind.ID_NUMBER and value is not None else text(kind, value, wording)
    return shown.upper() if wording.upper else shown


def spoken(kind: Kind, value: JsonValue, wording: Wording | None = None) -> str:
    """The value for the voice: digits in groups of three with pauses, dates by day, month and year, no signs.

    So are the numbers and dates inside an identity paper or a consent.
    """
    shown, say = text(kind, value, wording), wording.say if wording else VIETNAMESE
    if kind in (Kind.ID_NUMBER, Kind.PHONE) and isinstance(value, str):
        return _digit_by_digit(value)
    if kind in (Kind.DATE, Kind.PARTIAL_DATE):
        return _spoken_date(shown, say)
    if kind is Kind.MONEY:
        return shown.replace(".", "")
    if kind is Kind.EMAIL:
        return shown.replace("@", say(noted(" a còng "))).replace(".", say(noted(" chấm ")))
    if kind in (Kind.ID_PAPER, Kind.CONSENT):
        shown = _DATE_INSIDE.sub(lambda found: _spoken_date(found[1], say), shown)
        return _NUMBER_INSIDE.sub(lambda found: _digit_by_digit(found[0]), shown)
    return shown


def _digit_by_digit(digits: str) -> str:
    return ", ".join(" ".join(part) for part in in_threes(digits).split())


_DATE_INSIDE = re.compile(r"(?:ngày )?(\d{2}/\d{2}/\d{4})")
_NUMBER_INSIDE = re.compile(r"\d{9,}")


def in_threes(digits: str) -> str:
    """Group digits for the eye: ``000190000123`` → ``000 190 000 123``, a phone number ``0900 000 123``."""
    first = len(digits) % 3 + 3 if len(digits) % 3 else 0
    groups = [digits[:first]] if first else []
    return " ".join(groups + [digits[i : i + 3] for i in range(first, len(digits), 3)])


def masked(value: str) -> str:
    """An ID or phone number with its middle hidden: ``000 ••• ••• 123``."""
    shown = in_threes(value)
    if len(shown) < 9:
        return "•" * len(shown)
    return shown[:3] + "".join(c if c == " " else "•" for c in shown[3:-3]) + shown[-3:]


def date_text(iso: str) -> str:
    """``1990-09-02`` → ``02/09/1990``, ``1990-09`` → ``09/1990``, ``1990`` → ``1990``."""
    return "/".join(reversed(iso.split("-")))


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _digits(value: str) -> str:
    bare = re.sub(r"[\s.\-]", "", value)
    return bare if bare.isdecimal() else value


def _phone(value: str) -> str:
    bare = re.sub(r"[\s.\-()]", "", value)
    return "0" + bare[3:] if bare.startswith("+84") else bare


def _date(value: str) -> str:
    parts = re.split(r"[/.\-\s]+", value)
    if not all(part.isdecimal() for part in parts) or len(parts) > 3 or len(parts[0]) == 4:
        return value
    return "-".join(part.zfill(2) for part in reversed(parts)) if len(parts[-1]) == 4 else value


def _number(value: str) -> JsonValue:
    bare = re.sub(r"[\s.]", "", value)
    return int(bare) if bare.isdecimal() and bare.isascii() and len(bare) <= 15 else value


_TIDY: dict[Kind, Callable[[str], JsonValue]] = {
    Kind.LONG_TEXT: str,
    Kind.ID_NUMBER: _digits,
    Kind.PHONE: _phone,
    Kind.DATE: _date,
    Kind.PARTIAL_DATE: _date,
    Kind.EMAIL: lambda value: value.replace(" ", ""),
    Kind.NUMBER: _number,
    Kind.MONEY: _number,
}


def _plain(value: JsonValue, _: Wording) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _label(value: JsonValue, wording: Wording) -> str:
    plain = str(value) if wording.options else wording.place_name(str(value))
    plain = wording.say(plain) if wording.listed else plain
    return next((option.label for option in wording.options if option.value == value), plain)


def _address(value: JsonValue, wording: Wording) -> str:
    country = str(value.get("country", ""))
    parts = [
        str(value.get("detail", "")),
        _unit(wording.place_name(str(value.get("commune", "")))),
        _unit(wording.place_name(str(value.get("province", "")))),
        "" if country in ("", "Việt Nam") else wording.say(country),
    ]
    shown = ", ".join(part for part in parts if part)
    old = str(value.get("old", ""))
    if shown and old:
        return wording.say("{address} (theo đơn vị hành chính cũ: {old})", address=shown, old=old)
    return shown or old


def _unit(name: str) -> str:
    """A unit inside a line of text: "xã Đơn Dương", "tỉnh Lâm Đồng"."""
    return name[:1].lower() + name[1:]


def _id_paper(value: JsonValue, wording: Wording) -> str:
    say = wording.say
    number, issued_on, issued_by = (str(value.get(key, "")) for key in ("number", "issued_on", "issued_by"))
    kind = _label(value["kind"], wording) if value.get("kind") else ""
    parts = [
        say("{kind} số {number}", kind=kind, number=number) if kind and number else kind or number,
        say("cấp ngày {day}", day=date_text(issued_on)) if issued_on else "",
        say("nơi cấp {place}", place=issued_by) if issued_by else "",
    ]
    return ", ".join(part for part in parts if part)


def _consent(value: JsonValue, wording: Wording) -> str:
    day = str(value.get("date", ""))
    way = _label(value["way"], wording) if "way" in value else ""
    return ", ".join(part for part in (str(value.get("full_name", "")), way, date_text(day) if day else "") if part)


def _money(value: JsonValue, _: Wording) -> str:
    return money(value) if isinstance(value, int) else str(value)


_TEXT: dict[Kind, Callable[[JsonValue, Wording], str]] = {
    Kind.ID_NUMBER: lambda value, _: in_threes(str(value)),
    Kind.PHONE: lambda value, _: in_threes(str(value)),
    Kind.DATE: lambda value, _: date_text(str(value)),
    Kind.PARTIAL_DATE: lambda value, _: date_text(str(value)),
    Kind.MONEY: _money,
    Kind.CHOICE: _label,
    Kind.CHOICES: lambda value, wording: "; ".join(_label(one, wording) for one in value),
    Kind.YES_NO: lambda value, wording: wording.say("Có") if value else wording.say("Không"),
    Kind.PLEDGE: lambda value, wording: wording.say("Đã cam đoan") if value else "",
    Kind.ADDRESS: _address,
    Kind.ID_PAPER: _id_paper,
    Kind.CONSENT: _consent,
    Kind.ROWS: lambda value, wording: wording.say("{count} người", count=len(value)) if value else "",
    Kind.ATTACHMENT: lambda _, wording: wording.say("Đã chụp"),
}


_SHAPES: dict[Kind, type] = {
    Kind.ADDRESS: dict,
    Kind.ID_PAPER: dict,
    Kind.CONSENT: dict,
    Kind.ROWS: list,
    Kind.CHOICES: list,
}
"""What a value must be to be worded by its kind."""


_SPOKEN_DATES = (noted("năm {year}"), noted("tháng {month} năm {year}"), noted("ngày {day} tháng {month} năm {year}"))
"""By how much of a date is known."""


def _spoken_date(shown: str, say: Words) -> str:
    parts = [int(part) for part in reversed(shown.split("/")) if part.isdecimal()]
    known = dict(zip(("year", "month", "day"), parts, strict=False))
    return say(_SPOKEN_DATES[len(known) - 1], **known) if known else shown
