"""The ticket of the queue: the number first, then where, and what to have ready."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from drivers.ports import Bitmap
from kiosk.identity.code_meaning import poster_text
from kiosk.language.words import VIETNAMESE, Words, noted, phrase
from kiosk.procedures.precheck import Outcome
from kiosk.receipts.sheet import SMALLEST, Sheet

_TEXT = 26
_WAIT = noted("Chờ gọi số. Số dùng trong ngày, cho một lượt. Quá lượt: báo cán bộ tại quầy.")
_NUMBER = 150
"""Dots: read at arm's length, and by whoever calls."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a ticket says; it names no person."""

    centre: str
    number: str
    """``A012``."""
    counter: str
    """What the counter is for."""
    desk: str
    """Where it is, such as ``quầy 3``; empty where people are called to any."""
    taken_at: datetime
    procedure: str = ""
    slug: str = ""
    """Of the procedure, for the code that opens it again."""
    outcome: Outcome | None = None
    """What the pre-check found; None without one."""


def render_ticket(ticket: Ticket, width: int = 576, say: Words = VIETNAMESE) -> Bitmap:
    """Draw the ticket for a printer of `width` dots a line. How many wait is said by the hall's board, not here."""
    sheet = Sheet(width, say)
    sheet.head(ticket.centre, noted("SỐ THỨ TỰ"))
    sheet.title(ticket.number, _NUMBER)
    sheet.banner(ticket.counter, 32)
    sheet.space(10)
    if ticket.desk:
        sheet.line(phrase("Tại {desk}", desk=ticket.desk), 32, bold=True, centred=True)
    sheet.line(phrase("Lấy số lúc {time}", time=f"{ticket.taken_at:%H:%M, %d/%m/%Y}"), _TEXT, centred=True)
    sheet.rule()
    _papers(sheet, ticket)
    sheet.line(_WAIT, _TEXT)
    sheet.space(8)
    sheet.line(noted("Phiếu này không phải giấy tiếp nhận hồ sơ."), SMALLEST, centred=True)
    return sheet.bitmap()


def _papers(sheet: Sheet, ticket: Ticket) -> None:
    if not ticket.procedure:
        sheet.line(noted("Cầm sẵn thẻ căn cước và giấy tờ liên quan."), _TEXT, bold=True)
        sheet.rule()
        return
    sheet.line(ticket.procedure, 30, bold=True)
    sheet.space(4)
    if ticket.outcome is not None:
        sheet.line(noted("Cầm sẵn:"), _TEXT)
        sheet.space(4)
        for paper in (noted("Thẻ căn cước"), *(paper.name for paper in ticket.outcome.bring)):
            sheet.tick_box(paper, _TEXT, indent=34)
            sheet.space(4)
    if ticket.slug:
        sheet.code(poster_text(ticket.slug))
        sheet.line(noted("Quét mã này tại máy để mở lại thủ tục."), SMALLEST, centred=True)
    sheet.rule()
