// White paper for what belongs together. `edge`: decoration only ("line"), or a tone that says something.
import QtQuick
import touch.theme

Rectangle {
    id: card

    property int padding: Theme.fieldPadding
    property alias spacingInside: inside.spacing
    default property alias content: inside.data

    implicitWidth: inside.implicitWidth + 2 * padding
    implicitHeight: inside.implicitHeight + 2 * Math.min(padding, Theme.space3)
    radius: Theme.radiusCard
    color: Theme.colors.surface
    border.width: Theme.borderControl
    border.color: Theme.colors.line

    Column {
        id: inside
        objectName: "cuttable" // between what it holds, where it is higher than a sheet
        x: card.padding
        y: Math.min(card.padding, Theme.space3)
        width: card.width - 2 * card.padding
        spacing: Theme.space2
    }
}
