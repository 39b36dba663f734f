// One way to go from here: icon, name, what it is for. `brief`: the name alone, side by side with others.
import QtQuick
import touch.theme
import touch.controls

Pressable {
    id: tile

    required property string icon
    required property string text
    required property string hint
    property bool brief: false

    name: text
    description: hint
    radius: Theme.radiusCard
    implicitHeight: Math.max(brief ? Theme.buttonHeight : Theme.choiceHeight, words.implicitHeight + 2 * Theme.space2)

    Rectangle {
        anchors.fill: parent
        radius: tile.radius
        color: tile.pressed ? Theme.colors.soft : Theme.colors.surface
        border.width: Theme.borderCard
        border.color: Theme.colors.control
    }
    Icon {
        id: picture
        x: tile.brief ? Theme.space2 : Theme.space6
        visible: !tile.brief || tile.width > 600
        anchors.verticalCenter: parent.verticalCenter
        name: tile.icon
        size: tile.brief ? Theme.iconButton : Theme.iconTile
    }
    Column {
        id: words
        anchors.left: picture.visible ? picture.right : parent.left
        anchors.leftMargin: tile.brief ? Theme.space2 : Theme.space6
        anchors.right: tile.brief ? parent.right : arrow.left
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter

        Words {
            width: parent.width
            text: tile.text
            role: tile.brief ? Theme.body : Theme.h2
            bold: true
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            visible: !tile.brief
            text: tile.hint
            color: Theme.colors.muted
            Accessible.ignored: true
        }
    }
    Icon {
        id: arrow
        visible: !tile.brief
        anchors.right: parent.right
        anchors.rightMargin: Theme.space6
        anchors.verticalCenter: parent.verticalCenter
        name: "chevron-right"
    }
}
