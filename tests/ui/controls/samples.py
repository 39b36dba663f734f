"""One use of every control and of every pad of the keyboard, in the words of the product."""

from __future__ import annotations

TILES = """[
    {id: "leave", text: "Kết thúc", icon: "log-out"}, {id: "staff", text: "Gọi cán bộ", icon: "concierge-bell"},
    {id: "speak", text: "Nghe đọc", icon: "languages", on: true},
    {id: "ease", text: "Dễ dùng", icon: "accessibility"}]"""
LONG = "Thôn 2, Xã Suối Trong, Huyện Đơn Dương, Lâm Đồng"

CONTROLS = {
    "Box": 'Box { width: 1000; holds: typed; example: "K07-261121-0042-U"; Entry { id: typed; anchors.fill: parent } }',
    "CameraView": "CameraView { away: false }",
    "Card": 'Card { width: 1000; Words { width: parent.width; text: "Đặng Thị Ễ" } }',
    "CardDrawing": 'CardDrawing { width: 1000; act: "lay" }',
    "CardScene": 'CardScene { act: "show"; part: 0.5 }',
    "CardShape": "CardShape {}",
    "CardStill": 'CardStill { width: 320; height: 500; act: "lay"; number: 2 }',
    "ChoiceCard": f'ChoiceCard {{ width: 1000; text: "Nhà thuê, mượn, ở nhờ"; hint: "{LONG}" }}',
    "Countdown": "Countdown { seconds: 45; from: 60 }",
    "DateEntry": 'DateEntry { width: 1000; label: "Ngày sinh" }',
    "DatePart": 'DatePart { width: 300; heading: "Tháng"; digits: "09"; chosen: true; erred: false }',
    "Dialog": 'Dialog { width: 1080; height: 1700; title: "Ông/bà còn ở đây không?"; seconds: 45;'
    ' text: "Hết giờ, máy sẽ xóa thông tin đã nhập."; safe: "Tôi cần thêm thời gian"; danger: "Kết thúc và xóa" }',
    "Entry": 'Entry { width: 1000; text: "12 đường Hoa Phượng"; label: "Địa chỉ" }',
    "ErrorLink": 'ErrorLink { width: 1000; number: 1; text: "Số điện thoại mới có 9 số, cần 10 số" }',
    "ErrorSummary": 'ErrorSummary { width: 1000; errors: [{error: "Chưa chọn nơi nhận kết quả"},'
    ' {error: "Chưa nhập tên"}] }',
    "EyeButton": 'EyeButton { of: "Số định danh" }',
    "Face": 'Face { width: 190; text: "Rất dễ"; icon: "laugh" }',
    "FilledRow": f'FilledRow {{ width: 900; label: "Nơi thường trú"; text: "{LONG}"; source: "code" }}',
    "FocusVoice": "FocusVoice {}",
    "Hills": "Hills { width: 1080 }",
    "Icon": 'Icon { name: "house" }',
    "KioskButton": 'KioskButton { text: "Đúng rồi, nộp hồ sơ"; kind: "primary"; icon: "arrow-right"; iconAfter: true }',
    "Magnifier": 'Magnifier { width: 1000; height: 1400; on: true; KioskButton { text: "Tiếp tục" } }',
    "Mark": 'Mark { icon: "info"; text: "Mất mạng"; tint: Theme.colors.warn }',
    "Message": f'Message {{ width: 1000; kind: "warn"; title: "Chưa đọc được thẻ"; text: "{LONG}" }}',
    "NameAndHint": f'NameAndHint {{ width: 700; text: "Nhà thuê, mượn, ở nhờ"; hint: "{LONG}" }}',
    "Plate": 'Pressable { id: under; width: 300; name: "Bấm"; Plate { under: under; chosen: true } }',
    "Pressable": 'Pressable { width: 200; name: "Bấm" }',
    "Progress": "Progress { width: 900; fraction: 0.4 }",
    "Rating": "Rating { width: 1000; value: 4 }",
    "ReviewRow": f'ReviewRow {{ width: 900; label: "Địa chỉ"; text: "{LONG}"; source: "typed" }}',
    "ReviewSection": f'ReviewSection {{ width: 1000; title: "Nơi tạm trú"; rows: [{{label: "Địa chỉ", text: "{LONG}",'
    ' source: "chip_unproven"}] }',
    "Ring": "Item { id: ringed; width: 300; height: 120; Ring { around: ringed; shown: true } }",
    "ServiceBar": f"ServiceBar {{ width: 1080; tiles: {TILES} }}",
    "ServiceTile": 'ServiceTile { width: 260; text: "Gọi cán bộ"; icon: "concierge-bell"; on: true }',
    "SimulatorBanner": "SimulatorBanner { width: 1080 }",
    "SourceMark": 'SourceMark { source: "scanned" }',
    "SmallChoice": 'SmallChoice { width: 322; text: "Chữ khó hiểu"; chosen: true }',
    "Spinner": "Spinner {}",
    "StateMark": 'StateMark { delivery: "queued" }',
    "StatusStrip": 'StatusStrip { width: 1080; centre: "Trung tâm Phục vụ hành chính công xã Hoa Mai"; online: false;'
    ' clock: "14:05" }',
    "StepBar": 'StepBar { width: 1000; step: 4; count: 6; name: "Khai thông tin"; page: "trang 2 / 4" }',
    "Subheading": 'Subheading { width: 600; text: "Cần mang theo" }',
    "TaskLine": 'TaskLine { width: 900; text: "Đang đọc chip, còn khoảng 4 giây"; stage: "now" }',
    "Walk": 'Walk { width: 1000; height: 300; KioskButton { text: "Tiếp tục" } }',
    "Words": f'Words {{ width: 600; text: "{LONG}"; role: Theme.h2 }}',
}


def page(body: str) -> str:
    """QML of a page that shows `body` on the theme's paper."""
    return (
        "import QtQuick\nimport touch.theme\nimport touch.controls\nimport touch.fields\nimport touch.keyboard\n"
        "Rectangle { id: page; color: Theme.colors.bg; readonly property QtObject theme: Theme;"
        " readonly property QtObject typing: Typing; readonly property QtObject cues: Cues;"
        f" Item {{ x: 40; y: 200; width: 1000; height: 1400; {body} }} }}"
    )
