"""The one list of faults a person can meet, each with words for citizen, staff and technician.

Every word for the citizen has three parts: what happened, what is safe, what to do now (design reference §8).
The words themselves are data: ``resources/faults.toml``; a fault without all its words fails the tests.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import resources


class Fault(StrEnum):
    """Code of a fault as staff read it on the screen, such as ``TH-01``; the name is used in code and logs."""

    CARD_REMOVED = "TH-01"
    CARD_CHANGED = "TH-02"
    CARD_UNREADABLE = "TH-03"
    NOT_A_CHIP_CARD = "TH-04"
    CARD_KEY_WRONG = "TH-05"
    CARD_KEY_BLOCKED = "TH-06"
    CARD_ACCESS_REFUSED = "TH-07"
    CARD_TAMPERED = "TH-08"
    CARD_UNTRUSTED = "TH-09"
    CARD_CODE_DISAGREE = "TH-10"
    HOLDER_UNVERIFIED = "TH-11"
    CODE_NOT_A_CARD = "MA-01"
    CODE_MALFORMED = "MA-02"
    CODE_IS_PAYMENT = "MA-03"
    CODE_IS_LINK = "MA-04"
    READER_AWAY = "TB-01"
    READER_DEFECT = "TB-02"
    CAMERA_AWAY = "TB-03"
    PRINTER_AWAY = "TB-04"
    PAPER_OUT = "TB-05"
    PRINT_UNCONFIRMED = "TB-06"
    GUIDE_NOT_PRINTED = "TB-07"
    TICKET_NOT_PRINTED = "TB-08"
    NO_NUMBER = "TB-09"
    SOUND_AWAY = "TB-10"
    NUMBER_UNKNOWN = "TC-01"
    NUMBER_MALFORMED = "TC-02"
    STATUS_UNANSWERED = "TC-03"
    STORE_FULL = "LU-01"
    STORE_BROKEN = "LU-02"
    SEAL_KEY_MISSING = "LU-03"
    CATALOGUE_TOO_OLD = "LU-04"
    FORM_BROKEN = "BM-01"
    NETWORK_AWAY = "MG-01"
    PORTAL_AWAY = "MG-02"
    PORTAL_UNTRUSTED = "MG-03"
    PORTAL_REFUSED = "MG-04"
    NOT_ENROLLED = "MG-05"
    INTERNAL = "HT-01"
    CLOSED_BY_STAFF = "HT-02"
    SETTINGS_WRONG = "HT-03"


@dataclass(frozen=True, slots=True)
class FaultWords:
    """What to say about a fault, in Vietnamese."""

    happened: str
    safe: str
    now: str
    staff: str
    technician: str


@dataclass(frozen=True, slots=True)
class FaultPage:
    """A fault in the handbook: what staff and technicians do, step by step, in Vietnamese."""

    title: str
    cause: str
    staff: tuple[str, ...]
    technician: tuple[str, ...]


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.path("faults.toml").read_text("utf-8"))


@cache
def _pages() -> dict[str, Any]:
    return tomllib.loads(resources.path("fault_pages.toml").read_text("utf-8"))


def page(fault: Fault) -> FaultPage:
    """Return the page of a fault. Raises KeyError when it has none (a test walks them all)."""
    said = _pages()[fault.name]
    return FaultPage(said["title"], said["cause"], tuple(said["staff"]), tuple(said["technician"]))


def words(fault: Fault) -> FaultWords:
    """Return the words of a fault. Raises KeyError when it has none (a test walks them all)."""
    return FaultWords(**_table()[fault.name])
