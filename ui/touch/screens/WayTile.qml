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

    Plate {
        under: tile
    }
    Icon {
        id: picture
        x: tile.brief ? Theme.space2 : Theme.space6
        visible: !tile.brief || tile.width > 600
        anchors.verticalCenter: parent.verticalCenter
        name: tile.icon
        size: tile.brief ? Theme.iconButton : Theme.iconTile
    }
    NameAndHint {
        id: words
        anchors.left: picture.visible ? picture.right : parent.left
        anchors.leftMargin: tile.brief ? Theme.space2 : Theme.space6
        anchors.right: tile.brief ? parent.right : arrow.left
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        text: tile.text
        role: tile.brief ? Theme.body : Theme.h2
        hint: tile.brief ? "" : tile.hint
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
