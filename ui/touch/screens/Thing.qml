// One thing to know or do that is not touched: icon in a disc, what, and a word more.
import QtQuick
import touch.theme
import touch.controls

Item {
    id: thing

    required property string icon
    required property string text
    property string hint: ""

    implicitHeight: Math.max(disc.height, words.implicitHeight)
    Accessible.role: Accessible.StaticText
    Accessible.name: text + (hint === "" ? "" : ". " + hint)

    Rectangle {
        id: disc
        width: 100
        height: width
        radius: width / 2
        color: Theme.colors.soft
        border.width: Theme.highContrast ? Theme.borderControl : 0
        border.color: Theme.colors.line
        anchors.verticalCenter: parent.verticalCenter

        Icon {
            anchors.centerIn: parent
            name: thing.icon
            size: Theme.iconButton
        }
    }
    NameAndHint {
        id: words
        anchors.left: disc.right
        anchors.leftMargin: Theme.space3 + 4
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        text: thing.text
        hint: thing.hint
    }
}
