// The devices of this machine in words: which works, which does not.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

StaffPage {
    id: machine

    readonly property var names: ({
            card_reader: {
                icon: "nfc",
                //: A device on the staff's board.
                text: qsTr("Đầu đọc thẻ")
            },
            code_scanner: {
                icon: "qr-code",
                text: qsTr("Máy quét mã")
            },
            document_camera: {
                icon: "camera",
                text: qsTr("Camera giấy tờ")
            },
            receipt_printer: {
                icon: "printer",
                text: qsTr("Máy in phiếu")
            },
            sound: {
                icon: "volume-2",
                text: qsTr("Loa và tai nghe")
            },
            disk: {
                icon: "hard-drive",
                text: qsTr("Ổ đĩa")
            }
        })

    function said(one: var): string {
        if (one.name === "disk" && one.fault !== "")
            return qsTr("Sắp đầy hoặc hỏng: máy không nhận hồ sơ mới");
        if (one.fault !== "")
            //: A device is away; the machine tries again by itself.
            return qsTr("Không trả lời – máy tự thử lại");
        //: Paper runs low; a device works.
        return one.low ? qsTr("Sắp hết giấy") : qsTr("Tốt");
    }

    Repeater {
        model: machine.vm.machines
        Card {
            id: card
            required property var modelData
            readonly property color tint: modelData.fault !== "" ? Theme.colors.bad : modelData.low ? Theme.colors.warn : Theme.colors.ok
            width: parent?.width ?? 0

            Row {
                width: parent.width
                spacing: Theme.space3
                Icon {
                    id: picture
                    anchors.verticalCenter: parent.verticalCenter
                    name: machine.names[card.modelData.name].icon
                    size: Theme.iconButton
                    tint: Theme.colors.muted
                }
                Column {
                    width: parent.width - picture.width - parent.spacing
                    Words {
                        width: parent.width
                        text: machine.names[card.modelData.name].text
                        role: Theme.lead
                        bold: true
                    }
                    Mark {
                        width: parent.width
                        wraps: true
                        icon: card.modelData.fault !== "" ? "circle-alert" : card.modelData.low ? "triangle-alert" : "check"
                        text: machine.said(card.modelData)
                        tint: card.tint
                        role: Theme.body
                    }
                }
            }
        }
    }
    Message {
        width: parent.width
        visible: machine.vm.closed
        kind: "warn"
        icon: "circle-pause"
        text: qsTr("Máy đang tạm ngừng: không nhận lượt mới cho đến khi mở lại.")
    }
}
