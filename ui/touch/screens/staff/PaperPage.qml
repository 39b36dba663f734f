// Who it is by a paper in the hand of staff: lower assurance than a chip, and the dossier says so.
pragma ComponentBehavior: Bound
import QtQuick
import touch.controls

StaffPage {
    id: paper

    property string kind: "card"
    property string sex: ""

    Message {
        width: parent.width
        kind: "warn"
        text: qsTr("Kém chắc chắn hơn chip: hồ sơ ghi rõ là cán bộ nhập từ giấy tờ.")
    }
    Repeater {
        model: [
            {
                id: "card",
                //: Kind of paper.
                text: qsTr("Thẻ căn cước, chip không đọc được")
            },
            {
                id: "passport",
                text: qsTr("Hộ chiếu")
            },
            {
                id: "old_card",
                text: qsTr("Chứng minh nhân dân 9 số")
            },
            {
                id: "certificate",
                text: qsTr("Giấy xác nhận của công an")
            }
        ]
        ChoiceCard {
            required property var modelData
            width: parent?.width ?? 0
            text: modelData.text
            chosen: paper.kind === modelData.id
            onClicked: paper.kind = modelData.id
        }
    }
    NumberBox {
        id: number
        width: parent.width
        //: Number of the paper.
        label: qsTr("Số giấy tờ")
        layout: paper.kind === "card" || paper.kind === "old_card" ? "number" : "text"
    }
    NumberBox {
        id: fullName
        width: parent.width
        label: qsTr("Họ, chữ đệm và tên")
        names: true
    }
    NumberBox {
        id: born
        width: parent.width
        //: Example of a date as typed.
        label: qsTr("Ngày sinh (02091990, hoặc chỉ năm 1952)")
        layout: "number"
    }
    Repeater {
        model: [qsTr("Nam"), qsTr("Nữ")]
        ChoiceCard {
            required property int index
            required property string modelData
            width: parent?.width ?? 0
            text: modelData
            chosen: paper.sex === (index === 0 ? "Nam" : "Nữ")
            onClicked: paper.sex = index === 0 ? "Nam" : "Nữ"
        }
    }
    KioskButton {
        width: parent.width
        kind: "primary"
        icon: "check"
        text: qsTr("Dùng thông tin này")
        waiting: paper.vm.working
        onClicked: paper.vm.identify(paper.kind, number.raw, fullName.raw, born.raw, paper.sex)
    }
}
