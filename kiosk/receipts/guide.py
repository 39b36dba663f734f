"""A guide to take home: what to bring for this case, what is not asked, how long, how much, where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drivers.ports import Bitmap
from kiosk.identity.code_meaning import poster_text
from kiosk.language.words import VIETNAMESE, Line, Words, noted, phrase
from kiosk.procedures.fees import Quote
from kiosk.procedures.precheck import Outcome
from kiosk.procedures.procedure import Paper, Procedure
from kiosk.procedures.times import times_text
from kiosk.receipts.sheet import SMALLEST, Sheet

_IF_DATA_FAILS = noted("Chỉ mang khi cán bộ báo không tra được dữ liệu.")
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
    competent: str = ""
    """The commune that decides, where it is not the kiosk's."""


def render_guide(guide: Guide, width: int = 576, say: Words = VIETNAMESE) -> Bitmap:
    """Draw the guide for a printer of `width` dots a line; its QR code opens the procedure again at a kiosk."""
    sheet = Sheet(width, say)
    sheet.head(guide.centre, noted("HƯỚNG DẪN THỦ TỤC"))
    sheet.space(6)
    sheet.banner(guide.procedure.short_name, 30)
    sheet.space(12)
    _facts(sheet, guide)
    _papers(sheet, guide.outcome)
    _list(sheet, noted("Nên biết"), guide.procedure.notes)
    _list(sheet, noted("Các bước"), guide.procedure.steps)
    _foot(sheet, guide)
    return sheet.bitmap()


def _facts(sheet: Sheet, guide: Guide) -> None:
    case = guide.outcome.case
    facts: Mapping[str, Sequence[Line]] = {
        noted("Mã thủ tục"): (guide.procedure.code,),
        noted("Trường hợp"): (case.name if case and len(guide.procedure.cases) > 1 else "",),
        noted("Nơi giải quyết"): tuple(filter(None, (guide.procedure.agency, guide.competent))),
        noted("Thời hạn"): times_text(guide.outcome.times),
        noted("Lệ phí"): tuple(dict.fromkeys((guide.fee.text, *guide.fee.reasons))),
        noted("Kết quả"): (guide.procedure.result,),
    }
    for label, values in facts.items():
        if any(values):
            sheet.pair(label, values, _TEXT, label_width=_LABEL)
            sheet.space(6)
    sheet.rule()


def _papers(sheet: Sheet, outcome: Outcome) -> None:
    if outcome.ask_officer:
        sheet.line(noted("Chưa rõ trường hợp: hỏi cán bộ trước khi chuẩn bị giấy tờ."), _TEXT, bold=True)
        sheet.space(8)
    elif not outcome.bring:
        sheet.line(noted("Không phải mang giấy tờ nào."), _TEXT, bold=True)
        sheet.space(8)
    _list(sheet, noted("Cần mang"), [_named(paper) for paper in outcome.bring], tick=True)
    _list(sheet, noted("Chỉ khi"), [_on_condition(paper) for paper in outcome.perhaps], tick=True)
    known = [phrase("{name} (đã có: {data:lower})", name=paper.name, data=paper.replaced_by) for paper in outcome.known]
    _list(sheet, noted("Không phải mang"), [*known, _IF_DATA_FAILS] if known else [])


def _on_condition(paper: Paper) -> Line:
    return phrase("{name}: {condition:lower}", name=paper.name, condition=paper.condition)


def _named(paper: Paper) -> Line:
    said: Line = paper.name
    if paper.show_only:
        said = phrase("{name} (xem rồi trả lại)", name=paper.name)
    elif paper.originals and paper.copies:
        said = phrase("{name} ({originals} bản chính, {copies} bản sao)", name=paper.name, **_counted(paper))
    elif paper.originals:
        said = phrase("{name} ({originals} bản chính)", name=paper.name, **_counted(paper))
    elif paper.copies:
        said = phrase("{name} ({copies} bản sao)", name=paper.name, **_counted(paper))
    return phrase("{paper}. {condition}.", paper=said, condition=paper.condition) if paper.condition else said


def _counted(paper: Paper) -> dict[str, int]:
    return {"originals": paper.originals, "copies": paper.copies}


def _list(sheet: Sheet, title: str, lines: Sequence[Line], *, tick: bool = False) -> None:
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
    sheet.line(phrase("Hỏi thêm tại {desk}.", desk=guide.help_desk), SMALLEST, centred=True)
    sheet.code(poster_text(guide.procedure.slug))
    sheet.line(noted("Quét mã này tại máy để mở lại thủ tục."), SMALLEST, centred=True)
    if guide.procedure.review:
        retrieved = f"{guide.procedure.review.retrieved:%d/%m/%Y}"
        sheet.line(phrase("Theo dữ liệu lấy ngày {day}. Chưa nộp gì.", day=retrieved), SMALLEST, centred=True)
