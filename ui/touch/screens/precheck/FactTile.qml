// One fact of a procedure that is only looked at: how long, how much, how many papers.
import QtQuick
import touch.theme
import touch.controls

Rectangle {
    id: fact

    required property string icon
    required property string text
    property string hint: ""

    implicitHeight: Math.max(136, words.implicitHeight + 2 * Theme.space2)
    radius: Theme.radiusControl
    color: Theme.colors.sunken
    border.width: Theme.highContrast ? Theme.borderControl : 0
    border.color: Theme.colors.line
    Accessible.role: Accessible.StaticText
    Accessible.name: text + (hint === "" ? "" : ", " + hint)

    Icon {
        id: picture
        x: Theme.space3
        visible: fact.width > 300
        anchors.verticalCenter: parent.verticalCenter
        name: fact.icon
        size: 56
        tint: Theme.colors.muted
    }
    NameAndHint {
        id: words
        anchors.left: picture.visible ? picture.right : parent.left
        anchors.leftMargin: Theme.space2
        anchors.right: parent.right
        anchors.rightMargin: Theme.space1
        anchors.verticalCenter: parent.verticalCenter
        text: fact.text
        role: Theme.body
        hint: fact.hint
        hintRole: Theme.small
    }
}
