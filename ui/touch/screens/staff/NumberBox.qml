// A labelled box to type into, for staff; what is typed stays here until it is sent.
import QtQuick
import touch.theme
import touch.controls

Column {
    id: labelled

    required property string label
    property string example: ""
    property alias raw: entry.raw
    property alias layout: entry.layout
    property alias names: entry.names

    spacing: Theme.space1

    Words {
        width: parent.width
        text: labelled.label
        bold: true
        Accessible.ignored: true
    }
    Rectangle {
        id: box
        width: parent.width
        height: Theme.fieldHeight
        radius: Theme.radiusControl
        color: Theme.colors.surface
        border.width: entry.activeFocus ? Theme.borderChosen : Theme.borderCard
        border.color: entry.activeFocus ? Theme.colors.primary : Theme.colors.control

        TapHandler {
            gesturePolicy: TapHandler.ReleaseWithinBounds
            onTapped: entry.forceActiveFocus(Qt.MouseFocusReason)
        }
        Words {
            anchors.fill: entry
            visible: entry.text === ""
            text: labelled.example
            role: Theme.lead
            color: Theme.colors.muted
            verticalAlignment: Text.AlignVCenter
            maximumLineCount: 1
            Accessible.ignored: true
        }
        Entry {
            id: entry
            anchors.fill: parent
            anchors.leftMargin: Theme.fieldPadding
            anchors.rightMargin: Theme.fieldPadding
            label: labelled.label
            maximumLength: 120
        }
        Ring {
            around: box
            shown: entry.activeFocus
        }
    }
}
