// The question: the camera for the code of a slip, a box for the number.
import QtQuick
import touch.theme
import touch.controls
import touch.fields
import touch.screens

FocusScope {
    id: question

    required property TrackViewModel vm
    required property real room // height there is
    required property bool typing
    property string typed: ""
    property string missing: ""
    readonly property real rest: room - box.height - (trouble.visible ? trouble.height + inside.spacing : 0) - inside.spacing

    implicitHeight: inside.implicitHeight
    Component.onCompleted: typed = vm.asked

    // What stands in the box is asked for when the box is left: the button only leaves it.
    function lookUp() {
        //: The person wants to look up, but typed nothing.
        missing = typed === "" ? qsTr("Chưa nhập số") : "";
        if (typed !== "" && typed === vm.asked)
            vm.tryAgain();
    }

    Connections {
        target: question.vm
        function onChanged() {
            question.typed = question.vm.asked;
        }
    }
    Column {
        id: inside
        objectName: "cuttable"
        width: parent.width
        spacing: Theme.space3

        Trouble {
            id: trouble
            width: parent.width
            visible: code !== "" && !question.typing
            kind: "warn"
            fault: question.vm.fault
        }
        CameraView {
            width: parent.width
            height: Math.min(560, width * 0.5, question.rest)
            visible: question.vm.aimsByPicture && !question.typing && question.rest > 240
            away: question.vm.cameraAway
            frame: question.vm.picture
        }
        LineField {
            id: box
            width: parent.width
            layout: "email" // letters, digits and signs that nothing composes
            field: ({
                    pointer: "/number",
                    kind: "text",
                    //: Label of the box.
                    label: qsTr("Mã hồ sơ hoặc số phiếu tại máy"),
                    example: "K07-261121-0042-U",
                    value: question.typed,
                    required: true,
                    max_length: 60,
                    error: question.missing
                })
            onAnswered: (_pointer, value) => {
                question.typed = value;
                question.missing = "";
                if (value !== "")
                    question.vm.lookUp(value);
            }
        }
    }
}
