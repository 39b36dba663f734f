"""What staff print for their own work: the day in figures, and the list that two sides sign over papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from drivers.ports import Bitmap
from kiosk.receipts.sheet import SMALLEST, Sheet

_TEXT, _LABEL = 26, 380


@dataclass(frozen=True, slots=True)
class DayReport:
    """One day of one kiosk; no person is in it."""

    centre: str
    kiosk: str
    at: datetime
    states: Mapping[str, int]
    """Where today's dossiers are now, in words."""
    procedures: Mapping[str, int]
    """How many of which procedure."""
    figures: Mapping[str, str]
    """What was measured on this machine."""


@dataclass(frozen=True, slots=True)
class HandoverList:
    """Phiếu bàn giao: which dossiers' papers go with the post."""

    centre: str
    kiosk: str
    at: datetime
    entries: Sequence[tuple[str, str]]
    """Local number and procedure."""


def render_report(said: DayReport, width: int = 576) -> Bitmap:
    """Draw the day's report for a printer of `width` dots a line."""
    sheet = _begun(width, said.centre, "BÁO CÁO TRONG NGÀY", f"Máy {said.kiosk} · {said.at:%H:%M, %d/%m/%Y}")
    for title, facts in (("Hồ sơ hôm nay", said.states), ("Theo thủ tục", said.procedures), ("Tại máy", said.figures)):
        if facts:
            sheet.line(title, 30, bold=True)
            sheet.space(4)
        for label, value in facts.items():
            sheet.pair(label, (str(value),), _TEXT, label_width=_LABEL)
            sheet.space(4)
        sheet.space(8)
    sheet.rule()
    sheet.line("Chỉ số tại máy, không phải điểm chính thức.", SMALLEST, centred=True)
    return sheet.bitmap()


def render_handover_list(said: HandoverList, width: int = 576) -> Bitmap:
    """Draw the list with a box to tick for each dossier and room for two signatures."""
    sheet = _begun(width, said.centre, "PHIẾU BÀN GIAO HỒ SƠ", f"Máy {said.kiosk} · {said.at:%H:%M, %d/%m/%Y}")
    for number, procedure in said.entries:
        sheet.tick_box(f"{number} – {procedure}", _TEXT, indent=36)
        sheet.space(4)
    sheet.rule()
    sheet.line(f"Cộng: {len(said.entries)} hồ sơ", 30, bold=True)
    for who in ("Bên giao (trung tâm)", "Bên nhận (bưu điện)"):
        sheet.space(16)
        sheet.line(f"{who}: ký, ghi rõ họ tên", _TEXT)
        sheet.space(96)
    return sheet.bitmap()


def _begun(width: int, centre: str, title: str, under: str) -> Sheet:
    sheet = Sheet(width)
    sheet.head(centre, title)
    sheet.line(under, _TEXT, centred=True)
    sheet.rule()
    return sheet
