// The bar at the foot of every screen: the same helps at the same places. `tiles`: [{id, text, icon, on}].
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme

Rectangle {
    id: bar

    required property var tiles
    property bool wide: false // landscape

    readonly property real tileWidth: (row.width - (tiles.length - 1) * row.spacing) / tiles.length
    // One size for all: what the longest word has room for.
    readonly property int px: {
        const widest = Math.max(1, ...tiles.map(tile => measured.advanceWidth(tile.text)));
        return Math.floor(Theme.small.px * Math.min(1, (tileWidth - 2 * Theme.space1) / widest));
    }

    signal chosen(string id)

    implicitHeight: wide ? Theme.serviceHeightWide : Theme.serviceHeight
    color: Theme.colors.sunken
    Accessible.role: Accessible.ToolBar
    //: Name of the bar of help buttons, for screen readers.
    Accessible.name: qsTr("Hỗ trợ")

    FontMetrics {
        id: measured
        font.family: Theme.family
        font.pixelSize: Theme.small.px
        font.bold: true
    }
    Rectangle {
        width: parent.width
        height: Theme.highContrast ? 4 : 2
        color: Theme.colors.line
    }
    Row {
        id: row
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.space4
        spacing: Theme.gap

        Repeater {
            // A number, so that a tile keeps its focus when its words change.
            model: bar.tiles.length
            ServiceTile {
                required property int index
                readonly property var tile: bar.tiles[index] ?? ({})
                width: bar.tileWidth
                px: bar.px
                text: tile.text ?? ""
                icon: tile.icon ?? ""
                on: tile.on ?? false
                onClicked: bar.chosen(tile.id)
            }
        }
    }
}
