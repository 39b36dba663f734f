"""How long an agency may take, in words; no date is computed from what the source does not say."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.procedures.procedure import TimeLimit

NO_INFORMATION = "Chưa có thông tin thời hạn. Hỏi cán bộ tại quầy."

_COUNTED = {"working_day": "ngày làm việc", "day": "ngày", "hour": "giờ"}
_UNCOUNTED = {"same_day": "Trong ngày", "at_once": "Ngay khi tiếp nhận"}


def time_text(limit: TimeLimit) -> str:
    """Return one limit as a citizen reads it, such as "3 ngày làm việc (khi cần xác minh)"."""
    if limit.value is not None and limit.unit in _COUNTED:
        text = f"{limit.value} {_COUNTED[limit.unit]}"
    elif limit.unit in _UNCOUNTED:
        text = _UNCOUNTED[limit.unit]
    else:
        return NO_INFORMATION
    return f"{text} ({limit.note[0].lower()}{limit.note[1:]})" if limit.note else text


def times_text(limits: Sequence[TimeLimit]) -> str:
    """Return several limits, one a line, or that nothing is known."""
    return "\n".join(dict.fromkeys(time_text(limit) for limit in limits)) or NO_INFORMATION
