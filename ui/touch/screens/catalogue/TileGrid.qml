// Life events as tiles, as many a page as fit: two columns, in low reach three.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme

Item {
    id: grid

    required property var groups
    required property int at

    readonly property bool compact: Theme.lowReach && !Theme.largest
    readonly property int columns: compact ? 3 : Theme.largest && width < 1200 ? 1 : 2
    readonly property int least: compact ? 200 : Theme.largest ? 180 : Theme.textStep > 0 && width < 900 ? 200 : 148
    readonly property int gap: Theme.gap + 4
    readonly property int rows: Math.max(1, Math.floor((height + gap) / (least + gap)))
    readonly property int size: columns * Math.min(rows, Math.ceil(groups.length / columns))
    readonly property int pages: Math.max(1, Math.ceil(groups.length / Math.max(1, size)))
    readonly property real cell: Math.min(260, (height + gap) / Math.max(1, size / columns) - gap)

    signal chosen(string id)

    Grid {
        width: parent.width
        columns: grid.columns
        spacing: grid.gap

        Repeater {
            // All of them, some unseen: the tile that has the focus lives on while the room for tiles changes.
            model: grid.groups
            LifeTile {
                required property var modelData
                required property int index
                visible: index >= grid.at * grid.size && index < (grid.at + 1) * grid.size
                width: (grid.width - (grid.columns - 1) * grid.gap) / grid.columns
                height: grid.cell
                upright: grid.compact
                text: modelData.name
                hint: modelData.examples
                icon: modelData.icon
                onClicked: grid.chosen(modelData.id)
            }
        }
    }
}
