"""The words and icons of the technician's screen, made from the bench's values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from math import hypot
from typing import Any

from kiosk.language.words import noted
from kiosk.technician.touch import FAR
from kiosk.visit import bench as be
from sync.delivery import State as Delivery
from ui.touch.bridge import words

_ICONS = {
    "card_reader": "nfc",
    "code_scanner": "qr-code",
    "document_camera": "camera",
    "receipt_printer": "printer",
    "sound": "headphones",
}
_FAULTS = {
    "not_connected": noted("Không thấy"),
    "not_responding": noted("Không trả lời"),
    "busy": noted("Đang bị giữ"),
    "garbled": noted("Trả lời sai"),
    "wrong_settings": noted("Cấu hình sai"),
    "defect": noted("Báo hỏng"),
    "paper_out": noted("Hết giấy"),
    "cover_open": noted("Mở nắp"),
}
_TABS = (
    ((be.BenchPage.DEVICES,), "wrench", noted("Thiết bị")),
    ((be.BenchPage.NETWORK, be.BenchPage.QUEUE), "cloud-check", noted("Kết nối")),
    ((be.BenchPage.SYSTEM, be.BenchPage.SETTINGS), "hard-drive", noted("Hệ thống")),
    ((be.BenchPage.TOUCH,), "monitor", noted("Màn hình")),
    ((be.BenchPage.LOG,), "scroll-text", noted("Nhật ký")),
)
_TRIES = {"receipt_printer": noted("In thử")}
_HINTS = {
    "card_reader": noted("Đặt thẻ thử lên đầu đọc và để yên."),
    "receipt_printer": noted("Khi thử hết giấy: mở nắp máy in ngay."),
    "sound": noted("Nghe máy đọc một câu."),
}
_STATES = {
    Delivery.BLOCKED: noted("bị chặn"),
    Delivery.QUARANTINED: noted("tách riêng"),
    Delivery.QUEUED: noted("chờ gửi"),
    Delivery.SENDING: noted("đang gửi"),
    Delivery.SENT: noted("đã gửi"),
    Delivery.ACCEPTED: noted("đã tiếp nhận"),
    Delivery.RETURNED: noted("cần bổ sung"),
    Delivery.REFUSED: noted("bị từ chối"),
}
_ACTS = {
    be.DossierAct.RETRY: ("refresh-cw", noted("Gửi ngay"), frozenset({Delivery.QUEUED, Delivery.BLOCKED})),
    be.DossierAct.SET_ASIDE: ("circle-pause", noted("Tách riêng"), frozenset({Delivery.QUEUED, Delivery.BLOCKED})),
    be.DossierAct.RELEASE: ("undo-2", noted("Đưa lại vào hàng"), frozenset({Delivery.QUARANTINED})),
}


def tabs(bench: be.BenchView | None) -> Iterator[dict[str, Any]]:
    """The pages, as tiles of the service bar; what lies behind one belongs to its tile."""
    shown = bench.page if bench else be.BenchPage.DEVICES
    for pages, icon, text in _TABS:
        yield {"id": pages[0].value, "icon": icon, "text": words(text), "on": shown in pages}


def summary(rows: tuple[be.DeviceRow, ...]) -> str:
    """How many devices are how."""
    bad, simulated = sum(bool(row.fault) for row in rows), sum(row.simulated and not row.fault for row in rows)
    said = words(noted("{good} tốt · {bad} cần xử lý · {simulated} mô phỏng"))
    return said.format(good=len(rows) - bad - simulated, bad=bad, simulated=simulated)


def device(row: be.DeviceRow, language: str, *, trying: bool) -> dict[str, Any]:
    """One device with its test."""
    kind = "bad" if row.fault else "sim" if row.simulated else "ok"
    mark = {"bad": "circle-alert", "sim": "flask-conical", "ok": "circle-check-big"}[kind]
    plain = noted("Mô phỏng") if row.simulated else noted("Tốt")
    return {
        "name": row.name,
        "title": words(row.title),
        "driver": row.driver,
        "icon": _ICONS[row.name],
        "kind": kind,
        "mark": mark,
        "text": words(_FAULTS.get(row.fault, plain)),
        "fault": row.fault,
        "code": row.code,
        "steps": list(row.steps),
        "tried": finding(row.tried or be.Said("", ""), language),
        "tryText": words(_TRIES.get(row.name, noted("Thử"))),
        "paper": row.name == "receipt_printer",
        "hint": words(_HINTS.get(row.name, "")) if trying else "",
    }


def finding(one: be.Said, language: str) -> dict[str, str]:
    """A finding in the language of the screen: the technician's own words are Vietnamese or English."""
    english = language != "vi" and one.text_en
    text, remedy = (one.text_en, one.remedy_en) if english else (one.text, one.remedy)
    return {"level": one.level, "text": text, "remedy": remedy}


def queue_summary(queue: be.QueueView) -> str:
    """How many dossiers are where, what needs somebody first."""
    counted = [f"{queue.counts[state]} {words(text)}" for state, text in _STATES.items() if queue.counts.get(state)]
    return " · ".join(counted) or words(noted("Không có hồ sơ nào."))


def oldest(queue: be.QueueView) -> str:
    """How long the oldest dossier waits."""
    if queue.oldest_minutes is None:
        return ""
    days, minutes = divmod(queue.oldest_minutes, 24 * 60)
    if days:
        return words(noted("Hồ sơ cũ nhất chờ {days} ngày {hours} giờ.")).format(days=days, hours=minutes // 60)
    return words(noted("Hồ sơ cũ nhất chờ {hours} giờ {minutes} phút.")).format(
        hours=minutes // 60, minutes=minutes % 60
    )


def dossier(row: be.DossierRow) -> dict[str, Any]:
    """One dossier of the queue with what can be done about it."""
    tried = words(noted("Đã thử {times} lần.")).format(times=row.attempts)
    acts = [
        {"id": act.value, "icon": icon, "text": words(text)}
        for act, (icon, text, states) in _ACTS.items()
        if row.state in states
    ]
    return asdict(row) | {
        "state": row.state.value,
        "said": words(noted("Số {number} · lưu lúc {at}")).format(number=row.number, at=row.at),
        "why": f"{words(row.why)} {tried}" if row.why else "",
        "acts": acts,
    }


def setting(row: be.SettingRow) -> dict[str, Any]:
    """One setting and who says so."""
    place = words(noted("tệp cấu hình, dòng {line}")).format(line=row.line)
    other = noted("tỉnh đặt, trong danh mục đã ký") if row.province else noted("mặc định")
    plain = not row.line and not row.province
    return {"path": row.path, "value": row.value, "source": place if row.line else words(other), "plain": plain}


def cross(one: be.TouchPoint) -> dict[str, Any]:
    """One cross of the touch grid."""
    told = {"touched": False, "far": False, "text": ""}
    if one.off is not None:
        told = {"touched": True, "far": hypot(*one.off) > FAR, "text": f"{one.off[0]:+d} {one.off[1]:+d}"}
    return {"x": one.x, "y": one.y} | told
