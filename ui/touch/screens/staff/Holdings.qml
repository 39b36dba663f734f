// "Máy này đang giữ gì": every class of data, how much of it, since when, and how long it stays.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

StaffPage {
    id: holdings

    readonly property var names: ({
            "queue.queued": qsTr("Hồ sơ niêm phong chờ gửi"),
            "queue.sending": qsTr("Hồ sơ niêm phong đang gửi"),
            "queue.sent": qsTr("Hồ sơ niêm phong cổng đã nhận"),
            "queue.accepted": qsTr("Hồ sơ niêm phong đã tiếp nhận"),
            "queue.returned": qsTr("Hồ sơ niêm phong cần bổ sung"),
            "queue.blocked": qsTr("Hồ sơ niêm phong chờ kỹ thuật viên"),
            "queue.quarantined": qsTr("Hồ sơ niêm phong tách riêng"),
            numbers: qsTr("Bộ đếm số phiếu theo ngày"),
            audit: qsTr("Dòng nhật ký cán bộ"),
            indicators: qsTr("Số đếm sử dụng theo ngày")
        })

    Message {
        width: parent.width
        kind: "info"
        icon: "shield-check"
        text: qsTr("Máy không giữ họ tên, số định danh hay câu trả lời đọc được. Hồ sơ đã niêm phong, chỉ cổng mở được.")
    }
    Repeater {
        model: holdings.vm.holdings
        Card {
            id: card
            required property var modelData
            width: parent?.width ?? 0
            spacingInside: 0

            Words {
                width: parent.width
                text: holdings.names[card.modelData.name] + ": " + card.modelData.count
                role: Theme.lead
                bold: true
            }
            Words {
                width: parent.width
                color: Theme.colors.muted
                text: {
                    const since = card.modelData.oldest !== "" ? qsTr("Cũ nhất: %1.").arg(card.modelData.oldest) + " " : "";
                    //: %1 is a number of days.
                    return since + (card.modelData.days > 0 ? qsTr("Tự xóa sau %1 ngày.").arg(card.modelData.days) : qsTr("Giữ đến khi xong việc."));
                }
            }
        }
    }
}
