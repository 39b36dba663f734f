"""Finds Vietnamese on a screen in another language; what stays Vietnamese on purpose is named here."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LETTERS = re.compile("[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)
NAMES = (
    "Trung tâm Phục vụ hành chính công xã Hoa Mai",
    "Cư trú, căn cước",  # counters are named by the centre
    "Hộ tịch, chứng thực",
    "quầy 1 và 2",
    "Ngân hàng Ví Dụ",
    "quầy",  # as it is written over the counter
    "CĂN CƯỚC",  # as printed on the card that is drawn
    "Căn Cước",  # names of kinds of cards, in brackets
    "căn cước công dân",
    "căn cước",
    "giấy chứng sinh",
    "Đ",  # of form ĐKX10, and decree numbers NĐ-CP
    "“Không”",  # what has to be typed
    "tạm trú",  # what one may also search for
    "Tiếng Việt",
    "Ngôn ngữ",
    "đồng",
    "Việt Nam",
)


def left_in_vietnamese(texts: Iterable[str], said: Iterable[str]) -> list[str]:
    """Return the texts that are Vietnamese without a reason; `said` are answers, examples and names of places."""
    known = sorted((one for one in said if one), key=len, reverse=True)
    return [text for text in texts if _LETTERS.search(_without(text, (*known, *NAMES)))]


def _without(text: str, known: Iterable[str]) -> str:
    for one in known:
        text = text.replace(one, "")
    return text
