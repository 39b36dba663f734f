"""The desk's words and icons, the same as the kiosk's own for states and sources; colours are named by their token."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Mark:
    """Icon, word and colour: a state is never said by colour alone."""

    icon: str
    text: str
    tone: str


STANDINGS = {
    "received": Mark("hourglass", "CHỜ TIẾP NHẬN", "warn"),
    "accepted": Mark("circle-check-big", "ĐÃ TIẾP NHẬN", "ok"),
    "returned": Mark("undo-2", "CẦN BỔ SUNG", "bad"),
    "refused": Mark("circle-x", "TỪ CHỐI TIẾP NHẬN", "bad"),
}
SOURCES = {
    "chip_genuine": Mark("shield-check", "Từ chip, đã xác thực", "ok"),
    "chip_unproven": Mark("cpu", "Từ chip, chưa xác thực", "warn"),
    "code": Mark("qr-code", "Từ mã QR, chưa xác thực", "primary"),
    "derived": Mark("calculator", "Máy tính ra", "primary"),
    "scanned": Mark("scan-text", "Máy đọc từ giấy – hãy soát lại", "warn"),
    "place": Mark("map-pin", "Theo nơi đặt máy", "primary"),
    "typed": Mark("keyboard", "Tự nhập", "muted"),
    "staff": Mark("user-round-pen", "Cán bộ nhập", "muted"),
}
VERDICTS = {
    "GENUINE": Mark("shield-check", "Dữ liệu và chip đều thật", "ok"),
    "DATA_OK_CHIP_UNPROVEN": Mark("cpu", "Dữ liệu đúng, chưa chứng minh được chip", "warn"),
    "ISSUER_UNKNOWN": Mark("cpu", "Chưa biết nơi ký", "warn"),
    "UNTRUSTED": Mark("triangle-alert", "Không tin được", "bad"),
    "TAMPERED": Mark("triangle-alert", "Dữ liệu đã bị sửa", "bad"),
    "UNREADABLE": Mark("triangle-alert", "Không đọc được bằng chứng", "bad"),
}
QUESTIONS = {
    "data_unchanged": "Dữ liệu còn nguyên",
    "signed": "Chữ ký trên chip",
    "issuer": "Nơi ký",
    "chip": "Chip không bị sao chép",
}
FINDINGS = {
    "ok": "đúng",
    "failed": "sai",
    "unknown": "chưa biết",
    "expired": "hết hạn",
    "not_yet_valid": "chưa có hiệu lực",
    "revoked": "đã thu hồi",
    "not_offered": "thẻ không có",
    "not_checked": "chưa kiểm tra",
    "unsupported": "chưa hỗ trợ",
}
ROLES = {"requester": "Người đề nghị", "clerk": "Cán bộ tiếp nhận", "supervisor": "Phụ trách"}
IDENTIFIED = {"code": "mã QR trên thẻ", "chip": "chip", "typed": "tự nhập", "staff": "cán bộ"}
DID = {"opened": "Mở xem", "accepted": "Tiếp nhận", "returned": "Yêu cầu bổ sung", "refused": "Từ chối"}
DEVICES = {
    "card": "đầu đọc thẻ",
    "code": "máy quét mã",
    "document": "máy ảnh giấy tờ",
    "printer": "máy in",
    "sound": "loa",
}
PAPER = {-1: "không rõ", 0: "HẾT", 1: "sắp hết", 2: "đủ"}
TABS = {"": "Tất cả"} | {
    "received": "Chờ tiếp nhận",
    "returned": "Cần bổ sung",
    "accepted": "Đã tiếp nhận",
    "refused": "Từ chối",
}


def mark(marks: dict[str, Mark], word: object) -> Mark:
    """Return the mark of a word; one that nobody knows is shown as it is."""
    return marks.get(str(word)) or Mark("circle-alert", str(word or "chưa có"), "muted")


def clock(at: datetime) -> str:
    """Write a time as people in Việt Nam read it."""
    return at.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")
