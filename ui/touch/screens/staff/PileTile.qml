// One pile of dossiers: how many, and what they are.
import QtQuick
import touch.theme
import touch.controls

Pressable {
    id: tile

    required property string icon
    required property string text
    required property color tint
    required property int count
    property bool chosen: false

    name: text + ": " + count
    radius: Theme.radiusCard
    implicitHeight: Math.max(Theme.choiceHeight, inside.implicitHeight + 2 * Theme.space2)
    Accessible.checkable: true
    Accessible.checked: chosen

    Rectangle {
        anchors.fill: parent
        radius: tile.radius
        color: tile.chosen || tile.pressed ? Theme.colors.soft : Theme.colors.surface
        border.width: tile.chosen ? Theme.borderChosen : Theme.borderCard
        border.color: tile.chosen ? Theme.colors.primary : Theme.colors.control
    }
    Column {
        id: inside
        x: Theme.space3
        width: parent.width - 2 * x
        anchors.verticalCenter: parent.verticalCenter

        Row {
            spacing: Theme.space2
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: tile.icon
                size: Theme.iconButton
                tint: tile.tint
            }
            Words {
                text: tile.count
                role: Theme.h1
                Accessible.ignored: true
            }
        }
        Words {
            width: parent.width
            text: tile.text
            bold: true
            Accessible.ignored: true
        }
    }
}
