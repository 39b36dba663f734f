"""A guide to take home: what to bring for this case, what is not asked, how long, how much, where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drivers.ports import Bitmap
from kiosk.identity.code_meaning import poster_text
from kiosk.procedures.fees import Quote
from kiosk.procedures.precheck import Outcome
from kiosk.procedures.procedure import Paper, Procedure
from kiosk.procedures.times import times_text
from kiosk.receipts.sheet import SMALLEST, Sheet

_IF_DATA_FAILS = "Chỉ mang khi cán bộ báo không tra được dữ liệu."
_LABEL = 190
_TEXT = 26


@dataclass(frozen=True, slots=True)
class Guide:
    """What a guide is made of; it names no person."""

    centre: str
    procedure: Procedure
    outcome: Outcome
    fee: Quote
    help_desk: str
    hours: tuple[str, ...] = ()
    """Receiving hours of this place; empty prints none."""


def render_guide(guide: Guide, width: int = 576) -> Bitmap:
    """Draw the guide for a printer of `width` dots a line; its QR code opens the procedure again at a kiosk."""
    sheet = Sheet(width)
    sheet.line(guide.centre, 25, bold=True, centred=True)
    sheet.space(14)
    sheet.title("HƯỚNG DẪN THỦ TỤC", 38)
    sheet.space(6)
    sheet.banner(guide.procedure.short_name, 30)
    sheet.space(12)
    _facts(sheet, guide)
    _papers(sheet, guide.outcome)
    _list(sheet, "Nên biết", guide.procedure.notes)
    _list(sheet, "Các bước", guide.procedure.steps)
    _foot(sheet, guide)
    return sheet.bitmap()


def _facts(sheet: Sheet, guide: Guide) -> None:
    case = guide.outcome.case
    facts = {
        "Mã thủ tục": guide.procedure.code,
        "Trường hợp": case.name if case and len(guide.procedure.cases) > 1 else "",
        "Nơi giải quyết": guide.procedure.agency,
        "Thời hạn": times_text(guide.outcome.times),
        "Lệ phí": "\n".join((guide.fee.text, *(reason for reason in guide.fee.reasons if reason != guide.fee.text))),
        "Kết quả": guide.procedure.result,
    }
    for label, value in facts.items():
        if value:
            sheet.pair(label, value, _TEXT, label_width=_LABEL)
            sheet.space(6)
    sheet.rule()


def _papers(sheet: Sheet, outcome: Outcome) -> None:
    if outcome.ask_officer:
        sheet.line("Chưa rõ trường hợp: hỏi cán bộ trước khi chuẩn bị giấy tờ.", _TEXT, bold=True)
        sheet.space(8)
    elif not outcome.bring:
        sheet.line("Không phải mang giấy tờ nào.", _TEXT, bold=True)
        sheet.space(8)
    _list(sheet, "Cần mang", [_named(paper) for paper in outcome.bring], tick=True)
    _list(sheet, "Chỉ khi", [f"{paper.name}: {_lowered(paper.condition)}" for paper in outcome.perhaps], tick=True)
    known = [f"{paper.name} (đã có: {_lowered(paper.replaced_by)})" for paper in outcome.known]
    _list(sheet, "Không phải mang", [*known, _IF_DATA_FAILS] if known else [])


def _named(paper: Paper) -> str:
    kinds = [f"{paper.originals} bản chính"] if paper.originals and not paper.show_only else []
    kinds += [f"{paper.copies} bản sao"] if paper.copies else []
    kinds += ["xem rồi trả lại"] if paper.show_only else []
    said = f"{paper.name} ({', '.join(kinds)})" if kinds else paper.name
    return f"{said}. {paper.condition}." if paper.condition else said


def _lowered(text: str) -> str:
    """Lower the first letter of a phrase, but not that of an abbreviation or a name in capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _list(sheet: Sheet, title: str, lines: Sequence[str], *, tick: bool = False) -> None:
    if not lines:
        return
    sheet.line(title, 30, bold=True)
    sheet.space(4)
    for line in lines:
        if tick:
            sheet.tick_box(line, _TEXT, indent=34)
        else:
            sheet.item("–", line, _TEXT, indent=34)
        sheet.space(4)
    sheet.space(8)


def _foot(sheet: Sheet, guide: Guide) -> None:
    sheet.rule()
    for hours in guide.hours:
        sheet.line(hours, SMALLEST, centred=True)
    sheet.line(f"Hỏi thêm tại {guide.help_desk}.", SMALLEST, centred=True)
    sheet.code(poster_text(guide.procedure.slug))
    sheet.line("Quét mã này tại máy để mở lại thủ tục.", SMALLEST, centred=True)
    if guide.procedure.review:
        retrieved = guide.procedure.review.retrieved
        sheet.line(f"Theo dữ liệu lấy ngày {retrieved:%d/%m/%Y}. Chưa nộp gì.", SMALLEST, centred=True)
