"""The words and icons of the staff's board, made from the desk's values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from drivers.ports import Verdict
from kiosk.devices import device_fault
from kiosk.faults import Fault
from kiosk.faults import page as page_of
from kiosk.language.words import noted
from kiosk.staff.roles import Right
from kiosk.visit.desk.holdings import NAMES
from kiosk.visit.desk.view import Beside, DeskView, Holding, Machine, Notice, Page, Pile, Row
from sync.envelope import Holder
from ui.touch.bridge import words
from ui.touch.screens.counting_down import left

_TABS = (
    (Page.BESIDE, "users-round", Right.ASSIST, noted("Người dân")),
    (Page.QUEUE, "list", Right.SEE_BOARD, noted("Hồ sơ")),
    (Page.FIGURES, "chart-column", Right.SEE_INDICATORS, noted("Số liệu")),
    (Page.SLIPS, "printer", Right.REPRINT, noted("In phiếu")),
    (Page.MACHINE, "cpu", Right.SEE_BOARD, noted("Thiết bị")),
    (Page.HOLDINGS, "database", Right.SEE_HOLDINGS, noted("Dữ liệu")),
)
_PILES = {
    Pile.WAITING: ("hourglass", "warn", noted("Chờ gửi")),
    Pile.RETURNED: ("undo-2", "bad", noted("Bị trả lại")),
    Pile.SENT: ("circle-check-big", "ok", noted("Đã gửi")),
}
_NOTICES = {
    Notice.DONE: ("ok", noted("Đã làm xong.")),
    Notice.PRINTED: ("ok", noted("Đã in xong, ở khe bên dưới màn hình.")),
    Notice.NOT_PRINTED: ("bad", noted("Chưa in được. Xem giấy và máy in.")),
    Notice.UNKNOWN_NUMBER: ("warn", noted("Máy này không giữ hồ sơ có số đó.")),
    Notice.BUSY: ("warn", noted("Hồ sơ đang gửi. Thử lại sau một phút.")),
    Notice.NO_HELP_DESK: ("warn", noted("Máy này chưa hẹn khóa với tỉnh. Dùng lệnh kiosk staff reset để đặt lại mã.")),
    Notice.NOT_ALLOWED: ("warn", noted("Vai trò này không được làm việc đó.")),
    Notice.NOT_RECORDED: ("bad", noted("Không ghi được nhật ký nên chưa làm. Báo kỹ thuật viên.")),
    Notice.NOT_OPENED: ("bad", noted("Không mở được dữ liệu của máy nên chưa làm. Báo kỹ thuật viên.")),
    Notice.NOT_COMPLETE: ("warn", noted("Còn thiếu hoặc sai. Xem lại số, họ tên và ngày sinh.")),
}
_MACHINES = {
    "card_reader": ("nfc", noted("Đầu đọc thẻ")),
    "code_scanner": ("qr-code", noted("Máy quét mã")),
    "document_camera": ("camera", noted("Camera giấy tờ")),
    "receipt_printer": ("printer", noted("Máy in phiếu")),
    "sound": ("volume-2", noted("Loa và tai nghe")),
    "disk": ("hard-drive", noted("Ổ đĩa")),
}
_BELIEVED: dict[Verdict | None, str] = {Verdict.GENUINE: "ok", Verdict.UNTRUSTED: "bad", Verdict.TAMPERED: "bad"}
_FACTS = {
    "personal_id": noted("số định danh"),
    "full_name": noted("họ tên"),
    "date_of_birth": noted("ngày sinh"),
    "sex": noted("giới tính"),
    "residence": noted("nơi thường trú"),
}


def tabs(desk: DeskView, *, in_visit: bool) -> Iterator[dict[str, Any]]:
    """The pages the role may turn to, as tiles of the service bar."""
    for page, icon, right, text in _TABS:
        if right in desk.rights and (in_visit or page is not Page.BESIDE):
            yield {"id": page.value, "icon": icon, "text": words(text), "on": desk.page is page}


def piles(desk: DeskView) -> Iterator[dict[str, Any]]:
    """How many dossiers each pile has."""
    for pile, (icon, kind, text) in _PILES.items():
        count, on = desk.board.counts[pile], desk.board.pile is pile
        yield {"id": pile.value, "icon": icon, "kind": kind, "text": words(text), "count": count, "on": on}


def under_piles(desk: DeskView) -> str:
    """The line under the piles: which is listed, and when it is tried again."""
    if not desk.board.rows:
        return words(noted("Không có hồ sơ nào."))
    name = words(_PILES[desk.board.pile][2])
    return f"{name} · {words(noted('lần thử tới'))}: {desk.board.next_try}" if desk.board.next_try else name


def dossier(row: Row) -> dict[str, Any]:
    """One dossier of the list."""
    tried = words(noted("Đã thử {times} lần.")).format(times=row.attempts)
    return asdict(row) | {
        "state": row.state.value,
        "procedure": words(row.procedure or noted("Thủ tục đã ngừng")),
        "said": words(noted("Số {number} · nộp lúc {at}")).format(number=row.number, at=row.at),
        "why": f"{row.why} {tried}" if row.why else "",
    }


def notice(desk: DeskView) -> dict[str, str]:
    """What became of the last act, or of the attempt to sign in."""
    if desk.notice is not None:
        kind, text = _NOTICES[desk.notice]
        return {"kind": kind, "text": words(text)}
    if desk.refused and desk.person is None and desk.wait:
        again = words(noted("Chưa đăng nhập được. Thử lại sau {time}.")).format(time=left(desk.wait))
        return {"kind": "warn", "text": again}
    if desk.refused and desk.person is None:
        return {"kind": "info", "text": words(noted("Có thể thử lại bây giờ."))}
    return {"kind": "info", "text": ""}


def machine(one: Machine) -> dict[str, Any]:
    """One device in words; what to do about a fault as on its page, in the language of the handbook."""
    icon, name = _MACHINES[one.name]
    said = {"icon": icon, "name": words(name), "code": "", "steps": []}
    if one.fault is not None:
        away = noted("Không trả lời – máy tự thử lại")
        full = noted("Sắp đầy hoặc hỏng: máy không nhận hồ sơ mới")
        fault = Fault.STORE_FULL if one.name == "disk" else device_fault(one.name, one.fault)
        told = {"kind": "bad", "mark": "circle-alert", "text": words(full if one.name == "disk" else away)}
        return said | told | {"code": fault.value, "steps": list(page_of(fault).staff)}
    if one.paper_low:
        return said | {"kind": "warn", "mark": "triangle-alert", "text": words(noted("Sắp hết giấy"))}
    return said | {"kind": "ok", "mark": "check", "text": words(noted("Tốt"))}


def ailing(machines: tuple[Machine, ...]) -> str:
    """Every device that is not well, in one line each."""
    told = (machine(one) for one in machines)
    return "\n".join(f"{one['name']}: {one['text']}" for one in told if one["kind"] != "ok")


def holding(one: Holding) -> dict[str, str]:
    """One class of data: how much, since when, how long."""
    since = words(noted("Cũ nhất: {day}.")).format(day=one.oldest) + " " if one.oldest else ""
    stays = noted("Tự xóa sau {days} ngày.") if one.days else noted("Giữ đến khi xong việc.")
    return {"title": f"{words(NAMES[one.name])}: {one.count}", "text": since + words(stays).format(days=one.days)}


def citizen(side: Beside, portrait: str) -> dict[str, Any]:
    """The citizen's side: is this the holder, why does the machine hesitate, what may staff do."""
    return {
        "procedure": words(side.procedure),
        "identified": side.identified,
        "vouched": side.holder is Holder.STAFF,
        "holderNeeded": side.holder_needed,
        "portrait": portrait if side.portrait else "",
        "judged": side.verdict is not None,
        "kind": _BELIEVED.get(side.verdict, "warn"),
        "reasons": [words(reason) for reason in side.reasons],
        "differences": ", ".join(words(_FACTS.get(fact.value, fact.value)) for fact in side.differences),
        "helped": side.helped,
        "mayIdentify": side.may_identify,
        "mayHandOver": side.may_hand_over,
    }
