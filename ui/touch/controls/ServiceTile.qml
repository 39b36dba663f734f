// One help that stands at the same place on every screen: icon over word, `on` while it is in effect.
import QtQuick
import touch.theme

Pressable {
    id: tile

    required property string text
    required property string icon
    property bool on: false
    property int px: Theme.small.px // of its word

    name: text
    implicitWidth: 190
    implicitHeight: Theme.tileHeight
    Accessible.checkable: true
    Accessible.checked: on

    Rectangle {
        anchors.fill: parent
        radius: tile.radius
        color: tile.on || tile.pressed ? Theme.colors.soft : Theme.colors.surface
        border.width: tile.on ? Theme.borderError : Theme.borderControl
        border.color: tile.on ? Theme.colors.primary : Theme.colors.line
    }
    Column {
        anchors.centerIn: parent
        width: parent.width - Theme.space2
        spacing: 2

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: tile.icon
            size: Theme.iconButton
        }
        Words {
            width: parent.width
            text: tile.text
            role: Theme.small
            bold: true
            horizontalAlignment: Text.AlignHCenter
            font.pixelSize: tile.px
            maximumLineCount: 1
            Accessible.ignored: true
        }
    }
}
