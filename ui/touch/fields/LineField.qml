// An answer of one line: a box with an Entry in it. What was typed is answered when the box is left.
import QtQuick
import touch.theme
import touch.controls

FieldBase {
    id: line

    property alias layout: entry.layout
    property alias names: entry.names
    property alias groups: entry.groups
    property alias thousands: entry.thousands
    property alias masked: entry.masked
    property bool lines: false // grows downward instead of scrolling sideways
    readonly property bool wraps: lines && !tight

    function commit() {
        if (entry.raw !== String(value ?? ""))
            answered(pointer, entry.raw);
    }
    function show() {
        if (!entry.activeFocus)
            entry.show(String(field.value ?? ""));
    }

    onFieldChanged: show()
    Component.onCompleted: show()

    Box {
        width: parent.width
        height: Math.max(line.wraps ? 2 * Theme.fieldHeight : line.tight ? Theme.fieldHeightTight : Theme.fieldHeight, line.tight ? 0 : entry.contentHeight + 2 * Theme.space3)
        holds: entry
        example: line.example
        erred: line.erred

        Entry {
            id: entry
            anchors.left: parent.left
            anchors.leftMargin: Theme.fieldPadding
            anchors.right: eye.visible ? eye.left : clear.left
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            anchors.topMargin: line.wraps ? Theme.space3 : 0
            focus: true
            label: line.spoken
            maximumLength: (line.field.max_length ?? 0) > 0 ? grouped("0".repeat(line.field.max_length)).length : 32767
            wrapMode: line.wraps ? TextInput.Wrap : TextInput.NoWrap
            verticalAlignment: line.wraps ? TextInput.AlignTop : TextInput.AlignVCenter
            onActiveFocusChanged: if (!activeFocus) {
                revealed = false;
                line.commit();
            }
            onAccepted: line.commit()
        }
        BoxButton {
            id: eye
            anchors.right: clear.left
            visible: entry.masked && entry.activeFocus && entry.text !== ""
            icon: entry.revealed ? "eye-off" : "eye"
            //: Spoken name of the eye in the box of a hidden number.
            name: entry.revealed ? qsTr("Ẩn số") : qsTr("Hiện số")
            onClicked: entry.revealed = !entry.revealed
        }
        BoxButton {
            id: clear
            anchors.right: parent.right
            width: visible ? Theme.fieldHeight : Theme.fieldPadding
            visible: entry.activeFocus && entry.text !== ""
            icon: "circle-x"
            //: Spoken name of the × in a text box.
            name: qsTr("Xóa ô này")
            onClicked: entry.clear()
        }
    }
}
