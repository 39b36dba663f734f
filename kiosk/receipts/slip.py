"""The slip a citizen takes along: state first, the machine's number, what it is not, what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from drivers.ports import Bitmap
from kiosk.language.names import masked_name
from kiosk.language.words import VIETNAMESE, Line, Words, noted, phrase
from kiosk.receipts.sheet import SMALLEST, Sheet
from sync.envelope import Clock

STATES = {
    "queued": noted("ĐÃ LƯU TẠI MÁY – CHỜ GỬI"),
    "sending": noted("ĐANG GỬI"),
    "sent": noted("ĐÃ GỬI – CHỜ TIẾP NHẬN"),
    "accepted": noted("ĐÃ TIẾP NHẬN"),
    "returned": noted("CẦN BỔ SUNG"),
    "refused": noted("TỪ CHỐI TIẾP NHẬN"),
    "blocked": noted("CẦN CÁN BỘ XEM"),
    "quarantined": noted("CẦN CÁN BỘ XEM"),
}
"""The words of a dossier's state, the same on screen, slip, staff board and in speech (design reference §5)."""

_NOT_A_RECEIPT = noted(
    "Biên nhận này không thay Giấy tiếp nhận hồ sơ và hẹn trả kết quả. "
    "Thời hạn giải quyết tính từ khi cơ quan tiếp nhận."
)

_RECOVERY = noted(
    "Chứa tờ khai đã niêm phong, chỉ cổng mở được, dùng khi máy hỏng. Không phải mã hồ sơ. "
    "Giấy tờ kèm theo không có trong mã."
)
_CLOCKS = {
    Clock.SYNCHRONISED: noted("đã đồng bộ"),
    Clock.FREE_RUNNING: noted("chưa đồng bộ"),
    Clock.UNCERTAIN: noted("KHÔNG CHẮC CHẮN"),
}
_LABEL = 184
_TEXT, _SMALL = 26, SMALLEST


@dataclass(frozen=True, slots=True)
class SlipPaper:
    """One paper of the dossier."""

    name: Line
    pages: int
    sha256: str
    """Hex digest of the sealed part; its first 8 digits are printed."""


@dataclass(frozen=True, slots=True)
class SlipText:
    """What a slip says. Name and ID number come whole and leave masked."""

    authority: str
    """``UBND XÃ HOA MAI``."""
    centre: str
    kiosk: str
    state: str
    """A key of `STATES`."""
    local_number: str
    procedure: str
    procedure_code: str
    filed_at: datetime
    """In the time of the place."""
    code: str
    """Content of the QR code; empty prints none."""
    help_desk: str
    """Where to ask, such as ``quầy 3``."""
    name: str = field(default="", repr=False)
    personal_id: str = field(default="", repr=False)
    papers: tuple[SlipPaper, ...] = ()
    fee: Line = ""
    """Amount and how to pay, or that nothing is known."""
    dossier_code: str = ""
    """Set once the agency has given one."""
    clock: Clock = Clock.SYNCHRONISED
    """How far the machine trusted its clock."""
    recovery: str | None = field(default=None, repr=False)
    """Content of the second code, with the sealed answers; empty when they do not fit, None to say nothing of it."""
    sign_at_desk: bool = True
    """The dossier still needs a signature in ink before it is received."""
    left: tuple[Line, ...] = ()
    """What is left to do at the desk: forms to complete, papers to hand in or to show."""
    copied_at: datetime | None = None
    """When staff printed it again; None on the first print."""
    payment: str = ""
    """Content of the code that asks to pay the fee; empty prints none."""
    payee: str = ""
    """Owner, number and bank of the account it asks for."""
    unfinished: bool = False
    """The form was handed to the counter half filled."""


def masked_number(personal_id: str) -> str:
    """Return an ID number with all but its last three digits hidden: "••• ••• ••• 123"."""
    hidden = "•" * (len(personal_id) - 3) + personal_id[-3:]
    return " ".join(hidden[start : start + 3] for start in range(0, len(hidden), 3))


def render_slip(said: SlipText, width: int = 576, say: Words = VIETNAMESE) -> Bitmap:
    """Draw the slip for a printer of `width` dots a line (576 or 384), with the words of a second language below."""
    sheet = Sheet(width, say)
    _head(sheet, said)
    _number(sheet, said)
    _facts(sheet, said)
    _next(sheet, said)
    _pay(sheet, said)
    _recovery(sheet, said)
    _foot(sheet, said)
    return sheet.bitmap()


def _head(sheet: Sheet, said: SlipText) -> None:
    sheet.line(said.authority, 25, centred=True)
    sheet.head(said.centre, noted("BIÊN NHẬN TẠI MÁY"))
    sheet.space(6)
    sheet.banner(STATES[said.state], 32)
    if said.copied_at is not None:
        sheet.space(10)
        sheet.line(phrase("BẢN IN LẠI lúc {at}", at=f"{said.copied_at:%H:%M, %d/%m/%Y}"), 30, bold=True, centred=True)
    sheet.space(18)


def _number(sheet: Sheet, said: SlipText) -> None:
    if said.dossier_code:
        sheet.line(noted("Mã hồ sơ"), _TEXT, centred=True)
        sheet.title(said.dossier_code, 40)
        sheet.line(phrase("Số phiếu tại máy: {number}", number=said.local_number), _SMALL, centred=True)
    else:
        sheet.line(noted("Số phiếu tại máy"), _TEXT, centred=True)
        sheet.title(said.local_number, 44)
        sheet.line(noted("Chưa phải mã hồ sơ."), _TEXT, bold=True, centred=True)
    if said.code:
        sheet.code(said.code)
    sheet.rule()


def _facts(sheet: Sheet, said: SlipText) -> None:
    facts: Mapping[str, Sequence[Line]] = {
        noted("Thủ tục"): (said.procedure, said.procedure_code),
        noted("Người nộp"): (masked_name(said.name),),
        noted("Số định danh"): (masked_number(said.personal_id) if said.personal_id else "",),
        noted("Nộp lúc"): (
            f"{said.filed_at:%H:%M, %d/%m/%Y}",
            *((noted("(giờ máy không chắc chắn)"),) if said.clock is Clock.UNCERTAIN else ()),
        ),
        noted("Giấy tờ"): tuple(_numbered(number, paper) for number, paper in enumerate(said.papers, start=1)),
        noted("Lệ phí"): (said.fee,),
    }
    for label, values in facts.items():
        if any(values):
            sheet.pair(label, values, _TEXT, label_width=_LABEL)
            sheet.space(6)
    sheet.rule()


def _numbered(number: int, paper: SlipPaper) -> Line:
    return phrase("{number}. {name} ({pages}\u00a0trang)", number=number, name=paper.name, pages=paper.pages)


def _next(sheet: Sheet, said: SlipText) -> None:
    sheet.line(noted("Việc tiếp theo"), 32, bold=True)
    sheet.space(4)
    for number, step in enumerate(_steps(said), start=1):
        sheet.item(f"{number}.", step, _TEXT, indent=36)
        sheet.space(4)
    if said.left:
        sheet.line(noted("Còn làm tại quầy:"), _TEXT, bold=True)
    for thing in said.left:
        sheet.tick_box(thing, _TEXT, indent=36)
        sheet.space(4)
    sheet.line(phrase("Muốn rút hồ sơ: đem biên nhận đến {desk}.", desk=said.help_desk), _TEXT)
    sheet.rule()


def _steps(said: SlipText) -> list[Line]:
    steps: list[Line] = [noted("Giữ biên nhận này.")]
    if said.unfinished:
        return [*steps, phrase("Đem đến {desk}: cán bộ khai tiếp phần còn lại.", desk=said.help_desk)]
    if said.state in ("returned", "refused", "blocked", "quarantined"):
        return [*steps, phrase("Đem biên nhận đến {desk}: cán bộ xem và hướng dẫn.", desk=said.help_desk)]
    if said.state in ("queued", "sending"):
        steps.append(noted("Máy tự gửi hồ sơ khi có mạng, không phải khai lại."))
    if said.sign_at_desk:
        steps.append(phrase("Đến {desk} ký tờ khai để được tiếp nhận.", desk=said.help_desk))
    if said.dossier_code:
        steps.append(noted("Dùng mã hồ sơ ở trên để hỏi kết quả."))
    elif not said.sign_at_desk:
        steps.append(phrase("Sau 1 ngày làm việc, hỏi mã hồ sơ tại {desk}.", desk=said.help_desk))
    return steps


def _recovery(sheet: Sheet, said: SlipText) -> None:
    """Draw what the desk receives the dossier from when the machine is lost; say so where there is none."""
    if said.recovery is None:
        return
    if sheet.fits(said.recovery):
        sheet.line(noted("Mã dự phòng cho cán bộ"), _TEXT, bold=True, centred=True)
        sheet.dense_code(said.recovery)
        sheet.line(_RECOVERY, _SMALL)
    else:
        sheet.line(noted("Tờ khai dài nên không có mã dự phòng: nếu máy hỏng trước khi gửi thì phải khai lại."), _SMALL)
    sheet.rule()


def _pay(sheet: Sheet, said: SlipText) -> None:
    """Ask for the fee; nothing here says that it was paid."""
    if not said.payment:
        return
    sheet.line(noted("Chuyển khoản lệ phí (không bắt buộc)"), 30, bold=True, centred=True)
    sheet.code(said.payment)
    sheet.line(phrase("Người nhận: {payee}", payee=said.payee), _TEXT, bold=True)
    sheet.line(noted("So đúng tên người nhận trước khi trả. Máy không xác nhận đã trả; có thể trả tại quầy."), _SMALL)
    sheet.rule()


def _foot(sheet: Sheet, said: SlipText) -> None:
    sheet.line(_NOT_A_RECEIPT, _SMALL)
    sheet.space(8)
    if said.papers:
        digests = " · ".join(f"{paper.sha256[:4]}\u00a0{paper.sha256[4:8]}" for paper in said.papers)
        sheet.line(phrase("Mã kiểm giấy tờ: {digests}", digests=digests), _SMALL, centred=True)
    clock = phrase("Máy {kiosk} · giờ máy: {clock}", kiosk=said.kiosk, clock=_CLOCKS[said.clock])
    sheet.line(clock, _SMALL, centred=True)
