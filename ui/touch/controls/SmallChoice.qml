// One of several short answers, small enough for six in two rows. `many`: may be ticked beside others.
import QtQuick
import touch.theme

Pressable {
    id: choice

    required property string text
    property string icon: chosen ? "check" : ""
    property bool chosen: false
    property bool many: false

    name: text
    implicitHeight: Math.max(Theme.target, words.implicitHeight + Theme.space2)
    Accessible.role: many ? Accessible.CheckBox : Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: chosen

    Plate {
        under: choice
        chosen: choice.chosen
    }
    Icon {
        id: mark
        x: Theme.space2
        visible: choice.icon !== ""
        anchors.verticalCenter: parent.verticalCenter
        name: choice.icon
        size: 36
    }
    Words {
        id: words
        anchors.left: mark.visible ? mark.right : parent.left
        anchors.leftMargin: Theme.space2
        anchors.right: parent.right
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        text: choice.text
        bold: true
        role: Theme.small
        horizontalAlignment: Text.AlignHCenter
        Accessible.ignored: true
    }
}
