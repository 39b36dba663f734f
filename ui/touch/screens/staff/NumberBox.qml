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
    Box {
        width: parent.width
        holds: entry
        example: labelled.example

        Entry {
            id: entry
            anchors.fill: parent
            anchors.leftMargin: Theme.fieldPadding
            anchors.rightMargin: Theme.fieldPadding
            label: labelled.label
            maximumLength: 120
        }
    }
}
