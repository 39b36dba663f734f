"""The slip a citizen takes along: state first, the machine's number, what it is not, what comes next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from drivers.ports import Bitmap
from kiosk.language.names import masked_name
from kiosk.receipts.sheet import SMALLEST, Sheet

STATES = {
    "queued": "ĐÃ LƯU TẠI MÁY – CHỜ GỬI",
    "sending": "ĐANG GỬI",
    "sent": "ĐÃ GỬI – CHỜ TIẾP NHẬN",
    "accepted": "ĐÃ TIẾP NHẬN",
    "returned": "CẦN BỔ SUNG",
    "blocked": "CẦN CÁN BỘ XEM",
    "quarantined": "CẦN CÁN BỘ XEM",
}
"""The words of a dossier's state, the same on screen, slip, staff board and in speech (design reference §5)."""

_NOT_A_RECEIPT = (
    "Biên nhận này không thay Giấy tiếp nhận hồ sơ và hẹn trả kết quả. "
    "Thời hạn giải quyết tính từ khi cơ quan tiếp nhận."
)

_LABEL = 184
_TEXT, _SMALL = 26, SMALLEST


@dataclass(frozen=True, slots=True)
class SlipPaper:
    """One paper of the dossier."""

    name: str
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
    fee: str = ""
    """Amount and how to pay, or that nothing is known."""
    dossier_code: str = ""
    """Set once the agency has given one."""
    time_limit: str = ""
    """The legal time limit; printed only when the state is ``accepted``."""
    clock_sure: bool = True
    """False when the machine's clock was not synchronised."""
    sign_at_desk: bool = True
    """The dossier still needs a signature in ink before it is received."""


def masked_number(personal_id: str) -> str:
    """Return an ID number with all but its last three digits hidden: "••• ••• ••• 123"."""
    hidden = "•" * (len(personal_id) - 3) + personal_id[-3:]
    return " ".join(hidden[start : start + 3] for start in range(0, len(hidden), 3))


def render_slip(said: SlipText, width: int = 576) -> Bitmap:
    """Draw the slip for a printer of `width` dots a line (576 or 384)."""
    sheet = Sheet(width)
    _head(sheet, said)
    _number(sheet, said)
    _facts(sheet, said)
    _next(sheet, said)
    _foot(sheet, said)
    return sheet.bitmap()


def _head(sheet: Sheet, said: SlipText) -> None:
    sheet.line(said.authority, 25, centred=True)
    sheet.line(said.centre, 25, bold=True, centred=True)
    sheet.space(14)
    sheet.title("BIÊN NHẬN TẠI MÁY", 38)
    sheet.space(6)
    sheet.banner(STATES[said.state], 32)
    sheet.space(18)


def _number(sheet: Sheet, said: SlipText) -> None:
    if said.dossier_code:
        sheet.line("Mã hồ sơ", _TEXT, centred=True)
        sheet.title(said.dossier_code, 40)
        sheet.line(f"Số phiếu tại máy: {said.local_number}", _SMALL, centred=True)
    else:
        sheet.line("Số phiếu tại máy", _TEXT, centred=True)
        sheet.title(said.local_number, 44)
        sheet.line("Chưa phải mã hồ sơ.", _TEXT, bold=True, centred=True)
    if said.code:
        sheet.code(said.code)
    sheet.rule()


def _facts(sheet: Sheet, said: SlipText) -> None:
    papers = "\n".join(
        f"{number}. {paper.name} ({paper.pages}\u00a0trang)" for number, paper in enumerate(said.papers, start=1)
    )
    facts = {
        "Thủ tục": f"{said.procedure}\n{said.procedure_code}",
        "Người nộp": masked_name(said.name),
        "Số định danh": masked_number(said.personal_id) if said.personal_id else "",
        "Nộp lúc": f"{said.filed_at:%H:%M, %d/%m/%Y}",
        "Giấy tờ": papers,
        "Lệ phí": said.fee,
        "Thời hạn": said.time_limit if said.state == "accepted" else "",
    }
    for label, value in facts.items():
        if value:
            sheet.pair(label, value, _TEXT, label_width=_LABEL)
            sheet.space(6)
    sheet.rule()


def _next(sheet: Sheet, said: SlipText) -> None:
    sheet.line("Việc tiếp theo", 32, bold=True)
    sheet.space(4)
    for number, step in enumerate(_steps(said), start=1):
        sheet.item(f"{number}.", step, _TEXT, indent=36)
        sheet.space(4)
    sheet.line(f"Muốn rút hồ sơ: đem biên nhận đến {said.help_desk}.", _TEXT)
    sheet.rule()


def _steps(said: SlipText) -> list[str]:
    steps = ["Giữ biên nhận này."]
    if said.state in ("returned", "blocked", "quarantined"):
        return [*steps, f"Đem biên nhận đến {said.help_desk}: cán bộ xem và hướng dẫn."]
    if said.state in ("queued", "sending"):
        steps.append("Máy tự gửi hồ sơ khi có mạng, không phải khai lại.")
    if said.sign_at_desk:
        steps.append(f"Đến {said.help_desk} ký tờ khai để được tiếp nhận.")
    if said.dossier_code:
        steps.append("Dùng mã hồ sơ ở trên để hỏi kết quả.")
    elif not said.sign_at_desk:
        steps.append(f"Sau 1 ngày làm việc, hỏi mã hồ sơ tại {said.help_desk}.")
    return steps


def _foot(sheet: Sheet, said: SlipText) -> None:
    sheet.line(_NOT_A_RECEIPT, _SMALL)
    sheet.space(8)
    if said.papers:
        digests = " · ".join(f"{paper.sha256[:4]}\u00a0{paper.sha256[4:8]}" for paper in said.papers)
        sheet.line(f"Mã kiểm giấy tờ: {digests}", _SMALL, centred=True)
    clock = "đã đồng bộ" if said.clock_sure else "chưa đồng bộ"
    sheet.line(f"Máy {said.kiosk} · giờ máy: {clock}", _SMALL, centred=True)
