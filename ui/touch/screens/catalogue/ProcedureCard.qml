// One procedure: its name and what it is for; the whole card is touched.
import QtQuick
import touch.theme
import touch.controls

Pressable {
    id: card

    required property string text
    required property string hint
    required property bool fillable

    name: text
    description: hint
    radius: Theme.radiusCard
    enabled: fillable
    implicitHeight: Math.max(Theme.choiceHeight, words.implicitHeight + 2 * Theme.space3)

    Rectangle {
        anchors.fill: parent
        radius: card.radius
        color: !card.fillable ? Theme.colors.sunken : card.pressed ? Theme.colors.soft : Theme.colors.surface
        border.width: card.fillable ? Theme.borderCard : Theme.borderControl
        border.color: card.fillable ? Theme.colors.control : Theme.colors.line
    }
    Column {
        id: words
        x: Theme.fieldPadding
        width: parent.width - x - (arrow.visible ? 120 : Theme.fieldPadding)
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
        id: arrow
        visible: card.fillable
        anchors.right: parent.right
        anchors.rightMargin: Theme.space5
        anchors.verticalCenter: parent.verticalCenter
        name: "chevron-right"
        size: Theme.iconButton
    }
}
