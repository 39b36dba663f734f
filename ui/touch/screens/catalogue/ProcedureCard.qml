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

    Plate {
        under: card
    }
    NameAndHint {
        id: words
        x: Theme.fieldPadding
        width: parent.width - x - 120
        anchors.verticalCenter: parent.verticalCenter
        text: card.text
        hint: card.hint
        hintLines: 1
    }
    Icon {
        anchors.right: parent.right
        anchors.rightMargin: Theme.space5
        anchors.verticalCenter: parent.verticalCenter
        name: "chevron-right"
        size: Theme.iconButton
    }
}
