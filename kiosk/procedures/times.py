"""How long an agency may take, in words; no date is computed from what the source does not say."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.language.words import Line, noted, phrase
from kiosk.procedures.procedure import TimeLimit

NO_INFORMATION = noted("Chưa có thông tin thời hạn. Hỏi cán bộ tại quầy.")

_COUNTED = {
    "working_day": noted("{count} ngày làm việc"),
    "day": noted("{count} ngày"),
    "hour": noted("{count} giờ"),
}
_UNCOUNTED = {"same_day": noted("Trong ngày"), "at_once": noted("Ngay khi tiếp nhận")}


def time_text(limit: TimeLimit) -> Line:
    """Return one limit as a citizen reads it, such as "3 ngày làm việc (khi cần xác minh)"."""
    if limit.value is not None and limit.unit in _COUNTED:
        text: Line = phrase(_COUNTED[limit.unit], count=limit.value)
    elif limit.unit in _UNCOUNTED:
        text = _UNCOUNTED[limit.unit]
    else:
        return NO_INFORMATION
    return phrase("{time} ({note:lower})", time=text, note=limit.note) if limit.note else text


def times_text(limits: Sequence[TimeLimit]) -> tuple[Line, ...]:
    """Return several limits, or that nothing is known."""
    return tuple(dict.fromkeys(time_text(limit) for limit in limits)) or (NO_INFORMATION,)
