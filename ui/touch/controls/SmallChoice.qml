// One of several short answers, small enough for six in two rows. `many`: may be ticked beside others.
import QtQuick
import touch.theme

Pressable {
    id: choice

    required property string text
    property string icon: chosen ? "check" : ""
    property bool chosen: false
    property bool many: false
    property TypeRole role: Theme.small

    name: text
    implicitHeight: Math.max(Theme.target, words.implicitHeight + Theme.space2)
    Accessible.role: many ? Accessible.CheckBox : Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: chosen

    Plate {
        under: choice
        chosen: choice.chosen
    }
    Row {
        id: inside
        anchors.centerIn: parent
        spacing: Theme.space1

        Icon {
            id: mark
            visible: choice.icon !== ""
            anchors.verticalCenter: parent.verticalCenter
            name: choice.icon
            size: 36
        }
        Words {
            id: words
            width: Math.min(implicitWidth, choice.width - 2 * Theme.space2 - (mark.visible ? mark.width + inside.spacing : 0))
            text: choice.text
            bold: true
            role: choice.role
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
    }
}
