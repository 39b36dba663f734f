// A small picture inside a text box with a target as large as the box is high; typing goes on.
import QtQuick
import touch.theme
import touch.controls

Pressable {
    id: button

    required property string icon

    width: Theme.fieldHeight
    height: Theme.fieldHeight
    anchors.verticalCenter: parent.verticalCenter
    keepsFocus: false

    Icon {
        anchors.centerIn: parent
        name: button.icon
        size: Theme.iconButton
        tint: button.pressed ? Theme.colors.primary : Theme.colors.muted
    }
}
