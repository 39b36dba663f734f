// Go back on the left, go on at the right, or below where both have no room: the same place on every screen.
import QtQuick
import touch.theme
import touch.controls

Grid {
    id: actions

    required property string backText
    required property string backIcon
    required property string nextText
    required property string nextIcon
    required property string nextKind
    required property string waitingText

    // In a left column, words that are long or large.
    readonly property bool stacked: width < 800 && backward.visible && onward.visible && wanted(backText) + wanted(waitingText || nextText) + Theme.space3 > width
    readonly property real backWidth: stacked || !onward.visible ? width : Math.min(Math.max(Theme.backWidth, backward.implicitWidth), Math.round(width * 0.42))
    readonly property real nextWidth: stacked || !backward.visible ? width : width - backWidth - spacing
    readonly property real each: Math.max(Theme.actionHeight, stacked ? 0 : Math.max(onward.implicitHeight, backward.implicitHeight))

    signal back
    signal next

    function wanted(text: string): real {
        return measured.advanceWidth(text) + Theme.iconButton + Theme.space3 + 2 * Theme.space3;
    }

    columns: stacked ? 1 : 2
    spacing: stacked ? Theme.gap : Theme.space3

    FontMetrics {
        id: measured
        font.family: Theme.family
        font.pixelSize: Theme.lead.px
        font.bold: true
    }
    KioskButton {
        id: backward
        visible: actions.backText !== ""
        width: actions.backWidth
        height: Math.max(actions.each, implicitHeight)
        text: actions.backText
        icon: Theme.largest ? "" : actions.backIcon
        onClicked: actions.back()
    }
    KioskButton {
        id: onward
        visible: actions.nextText !== ""
        width: actions.nextWidth
        height: Math.max(actions.each, implicitHeight)
        kind: actions.nextKind
        text: actions.nextText
        icon: actions.nextIcon
        iconAfter: true
        waiting: actions.waitingText !== ""
        waitingText: actions.waitingText
        onClicked: actions.next()
    }
}
