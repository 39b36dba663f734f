// The one big thing to do: icon, name, what it covers.
import QtQuick
import touch.theme
import touch.controls

Pressable {
    id: hero

    required property string text
    required property string hint

    name: text
    description: hint
    radius: Theme.radiusPanel
    implicitHeight: Math.max(hint === "" ? Theme.choiceHeight : 272, words.implicitHeight + 2 * Theme.space5)

    Rectangle {
        anchors.fill: parent
        radius: hero.radius
        color: hero.pressed ? Theme.colors.pressed : Theme.colors.primary
    }
    Icon {
        id: picture
        visible: hero.width > 640 + Theme.lead.px * 5 // beside the words is room for it
        x: Theme.space6
        anchors.verticalCenter: parent.verticalCenter
        name: "file-pen-line"
        size: 120
        tint: Theme.colors.primaryInk
    }
    NameAndHint {
        id: words
        anchors.left: picture.visible ? picture.right : parent.left
        anchors.leftMargin: picture.visible ? Theme.space6 : Theme.space5
        anchors.right: arrow.left
        anchors.rightMargin: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        text: hero.text
        role: Theme.h1
        ink: Theme.colors.primaryInk
        hint: hero.hint
        hintInk: Theme.colors.primaryInk
    }
    Icon {
        id: arrow
        anchors.right: parent.right
        anchors.rightMargin: Theme.space6
        anchors.verticalCenter: parent.verticalCenter
        name: "chevron-right"
        size: 64
        tint: Theme.colors.primaryInk
    }
}
