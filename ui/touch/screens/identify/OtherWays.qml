// Other ways: the number typed by hand, the chip tried once more, or no chip at all.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls
import touch.fields

FocusScope {
    id: ways

    required property IdentifyViewModel vm
    readonly property bool typing: vm.step === "code"
    property string typed: ""

    onVisibleChanged: {
        typed = "";
        if (visible && typing)
            number.forceActiveFocus(Qt.OtherFocusReason);
    }

    Column {
        width: parent.width
        spacing: Theme.space3

        IdNumberField {
            id: number
            width: parent.width
            visible: ways.typing
            field: ({
                    pointer: "/number",
                    kind: "id_number",
                    label: qsTr("Số định danh"),
                    value: ways.typed,
                    required: true,
                    error: ways.vm.fault.happened
                })
            onAnswered: (_pointer, value) => {
                ways.typed = value;
                ways.vm.enterNumber(value);
            }
        }
        ChoiceCard {
            width: parent.width
            visible: !ways.typing
            text: qsTr("Đọc lại từ đầu")
            hint: qsTr("Đưa mã QR trên thẻ ra một lần nữa")
            onClicked: ways.vm.tryAgain()
        }
        ChoiceCard {
            width: parent.width
            visible: !ways.typing
            text: qsTr("Không dùng chip")
            hint: qsTr("Khai tay phần còn thiếu, cán bộ xem thẻ tại quầy")
            onClicked: ways.vm.withoutChip()
        }
        Message {
            width: parent.width
            text: qsTr("Không có thẻ ở đây? Bấm Gọi cán bộ.")
        }
    }
}
