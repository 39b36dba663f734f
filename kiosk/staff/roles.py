"""What each role may do: one matrix, asked by the services, never by the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """Who somebody with an account is. Citizens have none; auditors read the log on the command line."""

    STAFF = "staff"
    """Of the centre."""
    POST = "post"
    """Of the post office that serves the centre: helps citizens, carries papers."""
    TECHNICIAN = "technician"
    """Keeps the machine running, never sees submissions."""


class Right(StrEnum):
    """One thing that can be done while signed in."""

    SEE_BOARD = "see_board"
    """Devices and queue in words; numbers and states, never what was filed."""
    ANSWER_CALL = "answer_call"
    VOUCH = "vouch"
    """Say that the person is the card's holder."""
    ASSIST = "assist"
    IDENTIFY_BY_PAPER = "identify_by_paper"
    HAND_OVER = "hand_over"
    """Give a half-filled form to the counter."""
    REPRINT = "reprint"
    SEND_AGAIN = "send_again"
    SET_ASIDE = "set_aside"
    """Keep one dossier out of the queue, and bring it back."""
    CLOSE = "close"
    """Close and reopen the kiosk."""
    REPORT = "report"
    POST_LIST = "post_list"
    SEE_INDICATORS = "see_indicators"
    SEE_HOLDINGS = "see_holdings"
    ERASE = "erase"
    TEST_DEVICES = "test_devices"
    CHANGE_SETTINGS = "change_settings"
    EXPORT_DIAGNOSTICS = "export_diagnostics"
    ENROL = "enrol"


_HELP = frozenset({Right.SEE_BOARD, Right.ANSWER_CALL, Right.ASSIST, Right.REPRINT, Right.SEE_INDICATORS})

MATRIX: Mapping[Role, frozenset[Right]] = MappingProxyType(
    {
        Role.STAFF: _HELP
        | {Right.VOUCH, Right.IDENTIFY_BY_PAPER, Right.HAND_OVER, Right.SEND_AGAIN, Right.CLOSE, Right.REPORT}
        | {Right.SEE_HOLDINGS, Right.ERASE},
        Role.POST: _HELP | {Right.POST_LIST},
        Role.TECHNICIAN: frozenset(
            {Right.SEE_BOARD, Right.SEND_AGAIN, Right.SET_ASIDE, Right.CLOSE, Right.SEE_HOLDINGS, Right.SEE_INDICATORS}
            | {Right.TEST_DEVICES, Right.CHANGE_SETTINGS, Right.EXPORT_DIAGNOSTICS, Right.ENROL}
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is signed in."""

    number: str
    """Of the account, 2 to 6 digits."""
    name: str
    """As the board greets them."""
    role: Role


def may(role: Role, right: Right) -> bool:
    """Return whether a role has a right."""
    return right in MATRIX[role]
