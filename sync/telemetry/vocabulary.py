"""The closed lists: which events there are, which fields they may have, which of them outlive a full spool.

Names of security events are those of the OWASP Application Logging Vocabulary; ours begin with the part of the kiosk
that speaks. What is on neither list is not recorded under its own name.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

FIELDS = frozenset(
    {
        *("ts", "level", "event", "kiosk", "boot", "seq", "visit", "device"),
        *("code", "duration_ms", "count", "day", "error_type", "state", "version", "head"),
    }
)
"""Every process draws a ``boot`` and counts its records in ``seq`` from 1; every visit draws a ``visit``."""

METRIC = "metric"
"""A measured value: ``code`` names it, ``state`` tells its kinds apart, ``count`` is the value.

One that was counted over a whole day carries it in ``day``, as days since 1970-01-01: a date could be a birthday.
"""
HEARTBEAT = "heartbeat"
"""A kiosk lives: its ``version``, and in ``code`` the first digits of its settings' digest."""
DROPPED = "telemetry_dropped"
"""``count`` records had to make room since the spool began."""

_OWASP = frozenset(
    {
        *("sys_startup", "sys_shutdown", "sys_restart", "sys_crash", "sys_monitor_disabled", "sys_monitor_enabled"),
        *("authn_login_success", "authn_login_successafterfail", "authn_login_fail", "authn_login_fail_max"),
        *("authn_login_lock", "authz_fail", "authz_admin", "authz_change", "user_created", "user_updated"),
        *("user_archived", "session_created", "session_renewed", "session_expired", "sequence_fail"),
        *("input_validation_fail", "upload_validation", "crypt_encrypt_fail", "privilege_permissions_changed"),
    }
)
_OURS = frozenset(
    {
        *(
            "card_fault",
            "card_read",
            "card_portrait_refused",
            "paper_slip_not_drawn",
            "device_back",
            "device_gone",
            "form_fail",
            "queue_fail",
            "queue_disk_failed",
        ),
        *("screen_message", "certificate_renewed", "certificate_not_renewed"),
        *("rating_given", "rating_reason"),
        *("queue_disk_full", "queue_still_broken", "queue_tidy_failed", "sync_delivered", "sync_failed"),
        *("sync_question_failed", "catalogue_changed", "catalogue_confirmed", "catalogue_refused"),
        *("telemetry_refused", "audit_head", "audit_fail", DROPPED, METRIC, HEARTBEAT),
    }
)
EVENTS = _OWASP | _OURS
UNLISTED = "unlisted_event"
"""Stands for the name of an event that nobody listed; its author sees it in the tests."""

_SECURITY = (_OWASP - {"session_created", "session_renewed", "session_expired"}) | {
    *("catalogue_refused", "audit_head", "audit_fail", DROPPED)
}


class Rank(IntEnum):
    """Who makes room first when the spool is full; within a rank the oldest."""

    DEBUG = 0
    INFO = 1
    WARNING = 2
    ERROR = 3
    SECURITY = 4


_LEVELS = {"debug": Rank.DEBUG, "info": Rank.INFO, "warning": Rank.WARNING}


def rank_of(record: Mapping[str, object]) -> Rank:
    """The rank of a record."""
    if record.get("event") in _SECURITY:
        return Rank.SECURITY
    return _LEVELS.get(str(record.get("level")), Rank.ERROR)
