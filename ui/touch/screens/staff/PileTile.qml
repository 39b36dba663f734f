// One pile of dossiers: how many, and what they are.
import QtQuick
import touch.theme
import touch.controls

Pressable {
    id: tile

    required property var pile

    name: pile.text + ": " + pile.count
    radius: Theme.radiusCard
    implicitHeight: Math.max(Theme.choiceHeight, inside.implicitHeight + 2 * Theme.space2)
    Accessible.checkable: true
    Accessible.checked: pile.on

    Plate {
        under: tile
        chosen: tile.pile.on
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
                name: tile.pile.icon
                size: Theme.iconButton
                tint: ({ ok: Theme.colors.ok, warn: Theme.colors.warn, bad: Theme.colors.bad })[tile.pile.kind]
            }
            Words {
                text: tile.pile.count
                role: Theme.h1
                Accessible.ignored: true
            }
        }
        Words {
            width: parent.width
            text: tile.pile.text
            bold: true
            Accessible.ignored: true
        }
    }
}
