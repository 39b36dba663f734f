// Beside the citizen: is this the card's holder, why does the machine hesitate, how can staff help.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

StaffPage {
    id: side

    readonly property var now: vm.beside

    function may(right: string): bool {
        return vm.rights.includes(right);
    }

    Words {
        width: parent.width
        visible: text !== ""
        text: side.now.procedure
        role: Theme.h2
    }
    Card {
        width: parent.width
        visible: side.now.judged || side.now.differences !== ""

        Mark {
            width: parent.width
            wraps: true
            icon: ({ ok: "shield-check", warn: "cpu", bad: "circle-alert" })[side.now.kind]
            tint: ({ ok: Theme.colors.ok, warn: Theme.colors.warn, bad: Theme.colors.bad })[side.now.kind]
            role: Theme.lead
            text: side.now.reasons[0] ?? qsTr("Mã trên thẻ và chip không khớp")
        }
        Repeater {
            model: side.now.reasons.slice(1)
            Words {
                required property string modelData
                width: parent?.width ?? 0
                text: "– " + modelData
            }
        }
        Words {
            width: parent.width
            visible: side.now.differences !== ""
            color: Theme.colors.bad
            bold: true
            //: %1 lists facts such as "họ tên, ngày sinh".
            text: qsTr("Mã QR và chip khác nhau ở: %1. Có thể là thẻ của hai người.").arg(side.now.differences)
        }
    }
    Card {
        width: parent.width
        visible: side.may("vouch") && side.now.identified

        Row {
            width: parent.width
            spacing: Theme.space4
            Image {
                id: face
                visible: side.now.portrait !== ""
                width: visible ? 240 : 0
                height: 320
                source: side.now.portrait
                fillMode: Image.PreserveAspectFit
                cache: false
                Accessible.role: Accessible.Graphic
                //: Spoken name of the portrait in the chip.
                Accessible.name: qsTr("Ảnh trong chip")
            }
            Column {
                width: parent.width - face.width - (face.visible ? parent.spacing : 0)
                spacing: Theme.space2
                Words {
                    width: parent.width
                    text: side.now.vouched ? qsTr("Đã xác nhận đúng chủ thẻ") : qsTr("Người đứng đây có phải chủ thẻ?")
                    role: Theme.lead
                    bold: true
                }
                Words {
                    width: parent.width
                    color: Theme.colors.muted
                    text: face.visible ? qsTr("So người với ảnh trong chip. Máy không tự so mặt.") : qsTr("Thủ tục này không đọc ảnh trong chip: so người với ảnh in trên thẻ.")
                }
                Mark {
                    visible: side.now.holderNeeded && !side.now.vouched
                    width: parent.width
                    wraps: true
                    icon: "triangle-alert"
                    tint: Theme.colors.warn
                    role: Theme.body
                    text: qsTr("Chưa xác nhận thì chưa nộp được.")
                }
            }
        }
        KioskButton {
            width: parent.width
            icon: "user-check"
            text: qsTr("Đúng chủ thẻ")
            waiting: side.vm.working
            visible: !side.now.vouched
            onClicked: side.vm.vouch(true)
        }
        KioskButton {
            width: parent.width
            kind: "danger"
            icon: "user-x"
            text: qsTr("Không phải – kết thúc lượt này")
            waiting: side.vm.working
            onClicked: side.vm.vouch(false)
        }
    }
    KioskButton {
        width: parent.width
        visible: side.may("assist") && side.now.mayHandOver && !side.now.helped
        icon: "user-round-pen"
        text: qsTr("Giúp khai (hỏi ý người dân)")
        onClicked: side.vm.act("offer", "")
    }
    KioskButton {
        width: parent.width
        visible: side.may("identify_by_paper") && side.now.mayIdentify
        icon: "id-card"
        text: qsTr("Chip hỏng: nhập từ giấy tờ")
        onClicked: side.vm.turn("paper")
    }
    KioskButton {
        width: parent.width
        visible: side.may("hand_over") && side.now.mayHandOver
        icon: "arrow-right"
        text: qsTr("Chuyển phần đã khai ra quầy")
        waiting: side.vm.working
        onClicked: side.vm.act("hand_over", "")
    }
}
