// One line of the error summary: says what to mend and goes there.
import QtQuick
import touch.theme

Pressable {
    id: link

    required property int number
    required property string text

    name: number + ". " + text
    implicitHeight: Math.max(Theme.fieldHeight, words.implicitHeight + 2 * Theme.space2)
    Accessible.role: Accessible.Link

    Rectangle {
        anchors.fill: parent
        radius: link.radius
        color: link.pressed ? Theme.colors.surface : Theme.colors.badSoft
        border.width: link.pressed || Theme.highContrast ? Theme.borderControl : 0
        border.color: Theme.colors.bad
    }
    Words {
        id: ordinal
        x: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        text: link.number + "."
        bold: true
        color: Theme.colors.bad
        Accessible.ignored: true
    }
    Words {
        id: words
        anchors.left: ordinal.right
        anchors.leftMargin: Theme.gap
        anchors.right: arrow.left
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        text: link.text
        bold: true
        font.underline: true
        color: Theme.colors.bad
        Accessible.ignored: true
    }
    Icon {
        id: arrow
        anchors.right: parent.right
        anchors.rightMargin: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        name: "arrow-down"
        tint: Theme.colors.bad
    }
}
