// The devices of this machine in words: which works, which does not.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

StaffPage {
    id: machine

    Message {
        width: parent.width
        visible: machine.vm.closed
        kind: "warn"
        icon: "circle-pause"
        text: qsTr("Máy đang tạm ngừng: không nhận lượt mới cho đến khi mở lại.")
    }
    Repeater {
        model: machine.vm.machines
        Card {
            id: card
            required property var modelData
            width: parent?.width ?? 0

            Row {
                width: parent.width
                spacing: Theme.space3
                Icon {
                    id: picture
                    anchors.verticalCenter: parent.verticalCenter
                    name: card.modelData.icon
                    size: Theme.iconButton
                    tint: Theme.colors.muted
                }
                Column {
                    width: parent.width - picture.width - parent.spacing
                    Words {
                        width: parent.width
                        text: card.modelData.name
                        role: Theme.lead
                        bold: true
                    }
                    Mark {
                        width: parent.width
                        wraps: true
                        icon: card.modelData.mark
                        text: card.modelData.text
                        tint: ({ ok: Theme.colors.ok, warn: Theme.colors.warn, bad: Theme.colors.bad })[card.modelData.kind]
                        role: Theme.body
                    }
                    Words {
                        visible: card.modelData.code !== ""
                        width: parent.width
                        //: %1 is a code such as TB-05, which the handbook explains.
                        text: qsTr("Mã lỗi %1").arg(card.modelData.code)
                        bold: true
                    }
                    Repeater {
                        model: card.modelData.steps
                        Words {
                            required property string modelData
                            required property int index
                            width: parent?.width ?? 0
                            text: (index + 1) + ". " + modelData
                        }
                    }
                }
            }
        }
    }
}
