// "Máy này đang giữ gì": every class of data, how much of it, since when, and how long it stays.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

StaffPage {
    id: holdings

    Message {
        width: parent.width
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
                text: card.modelData.title
                role: Theme.lead
                bold: true
            }
            Words {
                width: parent.width
                text: card.modelData.text
                color: Theme.colors.muted
            }
        }
    }
}
