// Beside the citizen: is this the card's holder, why does the machine hesitate, how can staff help.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

StaffPage {
    id: side

    readonly property bool trusted: vm.verdict === "GENUINE"
    readonly property bool refused: vm.verdict === "UNTRUSTED" || vm.verdict === "TAMPERED"
    readonly property var facts: ({
            personal_id: qsTr("số định danh"),
            full_name: qsTr("họ tên"),
            date_of_birth: qsTr("ngày sinh"),
            sex: qsTr("giới tính"),
            residence: qsTr("nơi thường trú")
        })

    function may(right: string): bool {
        return vm.rights.includes(right);
    }

    Words {
        width: parent.width
        visible: text !== ""
        text: side.vm.procedure
        role: Theme.h2
    }
    Card {
        width: parent.width
        visible: side.vm.verdict !== "" || side.vm.differences.length > 0

        Mark {
            width: parent.width
            wraps: true
            icon: side.trusted ? "shield-check" : side.refused ? "circle-alert" : "cpu"
            tint: side.trusted ? Theme.colors.ok : side.refused ? Theme.colors.bad : Theme.colors.warn
            role: Theme.lead
            text: side.vm.reasons[0] ?? qsTr("Mã trên thẻ và chip không khớp")
        }
        Repeater {
            model: side.vm.reasons.slice(1)
            Words {
                required property string modelData
                width: parent?.width ?? 0
                text: "– " + modelData
            }
        }
        Words {
            width: parent.width
            visible: side.vm.differences.length > 0
            color: Theme.colors.bad
            bold: true
            //: %1 lists facts such as "họ tên, ngày sinh".
            text: qsTr("Mã QR và chip khác nhau ở: %1. Có thể là thẻ của hai người.").arg(side.vm.differences.map(fact => side.facts[fact] ?? fact).join(", "))
        }
    }
    Card {
        width: parent.width
        visible: side.may("vouch") && side.vm.identified

        Row {
            width: parent.width
            spacing: Theme.space4
            Image {
                id: face
                visible: side.vm.portrait !== ""
                width: visible ? 240 : 0
                height: 320
                source: side.vm.portrait
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
                    text: side.vm.vouched ? qsTr("Đã xác nhận đúng chủ thẻ") : qsTr("Người đứng đây có phải chủ thẻ?")
                    role: Theme.lead
                    bold: true
                }
                Words {
                    width: parent.width
                    color: Theme.colors.muted
                    text: face.visible ? qsTr("So người với ảnh trong chip. Máy không tự so mặt.") : qsTr("Thủ tục này không đọc ảnh trong chip: so người với ảnh in trên thẻ.")
                }
                Mark {
                    visible: side.vm.holderNeeded && !side.vm.vouched
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
            visible: !side.vm.vouched
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
        visible: side.may("assist") && side.vm.mayHandOver && !side.vm.helped
        icon: "user-round-pen"
        text: qsTr("Giúp khai (hỏi ý người dân)")
        onClicked: side.vm.act("offer", "")
    }
    KioskButton {
        width: parent.width
        visible: side.may("identify_by_paper") && side.vm.mayIdentify
        icon: "id-card"
        text: qsTr("Chip hỏng: nhập từ giấy tờ")
        onClicked: side.vm.turn("paper")
    }
    KioskButton {
        width: parent.width
        visible: side.may("hand_over") && side.vm.mayHandOver
        icon: "arrow-right"
        text: qsTr("Chuyển phần đã khai ra quầy")
        waiting: side.vm.working
        onClicked: side.vm.act("hand_over", "")
    }
}
