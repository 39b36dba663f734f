// Procedures as cards, as many a page as fit. One that no form serves yet says where it is done instead.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

Item {
    id: list

    required property var procedures
    required property int at

    readonly property int least: Theme.largest ? 260 : Theme.textStep === 1 ? 190 : Theme.choiceHeight
    readonly property int size: Math.max(1, Math.floor((height + Theme.choiceGap) / (least + Theme.choiceGap)))
    readonly property int pages: Math.max(1, Math.ceil(procedures.length / size))

    signal chosen(string slug)

    Column {
        width: parent.width
        spacing: Theme.choiceGap

        Message {
            width: parent.width
            visible: list.procedures.length === 0
            //: Search found nothing.
            title: qsTr("Chưa tìm thấy thủ tục nào")
            text: qsTr("Thử từ khác, ví dụ: tạm trú. Hoặc bấm Gọi cán bộ.")
        }
        Repeater {
            // All of them, some unseen: the card that has the focus lives on while the room for cards changes.
            model: list.procedures
            ProcedureCard {
                required property var modelData
                required property int index
                visible: index >= list.at * list.size && index < (list.at + 1) * list.size
                width: list.width
                text: modelData.name
                hint: modelData.fillable ? modelData.summary : qsTr("Xem giấy tờ cần có. Nộp tại quầy.")
                onClicked: list.chosen(modelData.slug)
            }
        }
    }
}
