// One of several answers; the whole card is touched. `many`: a square that may be ticked beside others.
import QtQuick
import touch.theme

Pressable {
    id: choice

    required property string text
    property string hint: ""
    property bool chosen: false
    property bool many: false
    property bool erred: false

    name: text
    description: hint
    radius: Theme.radiusCard
    implicitHeight: Math.max(hint === "" ? Theme.buttonHeight : Theme.choiceHeight, words.implicitHeight + 2 * Theme.space3)
    Accessible.role: many ? Accessible.CheckBox : Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: chosen
    Accessible.onToggleAction: choice.press()

    Plate {
        under: choice
        chosen: choice.chosen
        erred: choice.erred
    }
    Rectangle {
        id: mark
        x: Theme.space4
        width: 60
        height: width
        anchors.verticalCenter: parent.verticalCenter
        radius: choice.many ? Theme.space1 : width / 2
        color: choice.many && choice.chosen ? Theme.colors.primary : Theme.colors.surface
        border.width: Theme.borderError
        border.color: choice.chosen ? Theme.colors.primary : Theme.colors.control

        Rectangle {
            anchors.centerIn: parent
            visible: choice.chosen && !choice.many
            width: 32
            height: width
            radius: width / 2
            color: Theme.colors.primary
        }
        Icon {
            anchors.centerIn: parent
            visible: choice.chosen && choice.many
            name: "check"
            alert: true
            tint: Theme.colors.primaryInk
        }
    }
    NameAndHint {
        id: words
        anchors.left: mark.right
        anchors.leftMargin: Theme.space5
        anchors.right: parent.right
        anchors.rightMargin: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        text: choice.text
        hint: choice.hint
    }
}
