// Go back on the left, go on at the right: the same place on every screen.
import QtQuick
import touch.theme
import touch.controls

Row {
    id: actions

    required property string backText
    required property string backIcon
    required property string nextText
    required property string nextIcon
    required property string nextKind
    required property string waitingText

    signal back
    signal next

    spacing: Theme.space3
    height: Math.max(Theme.actionHeight, onward.implicitHeight, backward.implicitHeight)

    KioskButton {
        id: backward
        visible: actions.backText !== ""
        width: onward.visible ? Math.min(Math.max(Theme.backWidth, implicitWidth), Math.round(actions.width * 0.42)) : actions.width
        height: parent.height
        text: actions.backText
        icon: Theme.largest ? "" : actions.backIcon
        onClicked: actions.back()
    }
    KioskButton {
        id: onward
        visible: actions.nextText !== ""
        width: actions.width - (backward.visible ? backward.width + actions.spacing : 0)
        height: parent.height
        kind: actions.nextKind
        text: actions.nextText
        icon: actions.nextIcon
        iconAfter: true
        waiting: actions.waitingText !== ""
        waitingText: actions.waitingText
        onClicked: actions.next()
    }
}
