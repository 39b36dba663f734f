// The card on the reader: the drawing, the three steps, how far it is.
import QtQuick
import touch.theme
import touch.controls

Column {
    id: step

    required property IdentifyViewModel vm
    required property real room // height there is
    readonly property real rest: room - (tasks.visible ? tasks.height + spacing : 0) - (unlike.visible ? unlike.height + spacing : 0)
    readonly property int number: vm.stepNumber
    onNumberChanged: if (number === 2)
        //: Spoken when the card has been found on the reader.
        Cues.say(qsTr("Đang đọc thẻ"), false)

    spacing: Theme.space3

    function stage(own: int): string {
        return number > own ? "done" : number === own ? "now" : "later";
    }

    CardDrawing {
        width: parent.width
        height: Math.min(implicitHeight, step.rest)
        visible: step.rest > 300 // the drawing has room, or there is none
        act: "lay"
    }
    Card {
        id: tasks
        width: parent.width
        visible: step.vm.differences === "" && step.room > 6 * Theme.lead.line // under a trouble in large words there is none

        TaskLine {
            width: parent.width
            visible: !Theme.largest || step.number < 2 // in large words there is room for what comes now and next
            text: step.vm.byCode ? qsTr("Đã đọc mã trên thẻ") : qsTr("Đã nhập số định danh")
            stage: "done"
        }
        TaskLine {
            width: parent.width
            //: The chip is being read; %1 seconds are left.
            text: {
                if (step.number < 2)
                    return qsTr("Chờ đặt thẻ lên ô đọc");
                if (step.number > 2)
                    return qsTr("Đã đọc chip");
                return step.vm.secondsLeft > 0 ? qsTr("Đang đọc chip, còn khoảng %1 giây").arg(step.vm.secondsLeft) : qsTr("Đang đọc chip");
            }
            stage: step.number < 2 ? "now" : step.stage(2)
        }
        TaskLine {
            width: parent.width
            text: qsTr("Kiểm tra chữ ký của cơ quan cấp thẻ")
            stage: step.stage(3)
        }
        Progress {
            width: parent.width
            visible: step.number >= 2 && step.vm.fraction < 1
            fraction: step.vm.fraction
        }
        Row {
            width: parent.width
            visible: step.vm.name !== ""
            spacing: Theme.space4

            Image {
                id: face
                visible: step.vm.portrait !== ""
                width: visible ? Math.round(0.75 * height) : 0
                height: Theme.largest ? 168 : 240
                source: step.vm.portrait
                cache: false
                fillMode: Image.PreserveAspectFit
                Accessible.role: Accessible.Graphic
                //: The face stored in the chip of the card.
                Accessible.name: qsTr("Ảnh trong chip của thẻ")
            }
            Column {
                width: parent.width - (face.visible ? face.width + parent.spacing : 0)
                Words {
                    width: parent.width
                    text: step.vm.name
                    personal: true
                    role: Theme.h2
                }
                Words {
                    width: parent.width
                    visible: text !== ""
                    text: step.vm.number
                    personal: true
                    role: Theme.lead
                    color: Theme.colors.muted
                }
            }
        }
    }
    Message {
        id: unlike
        width: parent.width
        visible: step.vm.differences !== ""
        kind: "bad"
        //: The code printed on the card and its chip do not agree.
        title: Theme.largest ? "" : qsTr("Mã trên thẻ khác với chip")
        text: step.vm.differences
    }
}
