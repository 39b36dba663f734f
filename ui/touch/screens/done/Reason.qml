// One reason that may be ticked beside others, small enough for six.
import QtQuick
import touch.theme
import touch.controls

Pressable {
    id: reason

    required property string text
    property string icon: chosen ? "check" : ""
    property bool chosen: false

    name: text
    implicitHeight: Math.max(Theme.target, words.implicitHeight + Theme.space2)
    Accessible.role: Accessible.CheckBox
    Accessible.checkable: true
    Accessible.checked: chosen

    Rectangle {
        anchors.fill: parent
        radius: reason.radius
        color: reason.chosen || reason.pressed ? Theme.colors.soft : Theme.colors.surface
        border.width: reason.chosen ? Theme.borderChosen : Theme.borderCard
        border.color: reason.chosen ? Theme.colors.primary : Theme.colors.control
    }
    Icon {
        id: mark
        x: Theme.space2
        visible: reason.icon !== ""
        anchors.verticalCenter: parent.verticalCenter
        name: reason.icon
        size: 36
    }
    Words {
        id: words
        anchors.left: mark.visible ? mark.right : parent.left
        anchors.leftMargin: Theme.space2
        anchors.right: parent.right
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        text: reason.text
        bold: true
        role: Theme.small
        horizontalAlignment: mark.visible ? Text.AlignLeft : Text.AlignHCenter
        Accessible.ignored: true
    }
}
