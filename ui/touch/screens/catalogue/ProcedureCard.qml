// One procedure: its name and what it is for; the whole card is touched.
import QtQuick
import touch.theme
import touch.controls

Pressable {
    id: card

    required property string text
    required property string hint

    name: text
    description: hint
    radius: Theme.radiusCard
    implicitHeight: Math.max(Theme.choiceHeight, words.implicitHeight + 2 * Theme.space3)

    Rectangle {
        anchors.fill: parent
        radius: card.radius
        color: card.pressed ? Theme.colors.soft : Theme.colors.surface
        border.width: Theme.borderCard
        border.color: Theme.colors.control
    }
    Column {
        id: words
        x: Theme.fieldPadding
        width: parent.width - x - 120
        anchors.verticalCenter: parent.verticalCenter

        Words {
            width: parent.width
            text: card.text
            role: Theme.lead
            bold: true
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            visible: text !== ""
            text: card.hint
            color: Theme.colors.muted
            maximumLineCount: 1
            elide: Text.ElideRight
            Accessible.ignored: true
        }
    }
    Icon {
        anchors.right: parent.right
        anchors.rightMargin: Theme.space5
        anchors.verticalCenter: parent.verticalCenter
        name: "chevron-right"
        size: Theme.iconButton
    }
}
