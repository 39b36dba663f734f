// A column that turns pages instead of scrolling: whole items only, never half of one; follows the focus.
import QtQuick
import touch.theme
import touch.controls

FocusScope {
    id: sheets

    default property alias content: column.data
    property int spacing: Theme.space3
    property int at: 0 // the sheet that is shown
    readonly property var starts: cut(height, column.height, changes) // y of the first item of each sheet
    readonly property bool more: at < starts.length - 1
    readonly property int remaining: below(at, starts) // items after this sheet
    property int changes: 0
    readonly property alias contentHeight: column.height

    readonly property var items: {
        const found = [];
        for (let i = 0; i < column.children.length; i++)
            if (column.children[i].visible && column.children[i].height > 0)
                found.push(column.children[i]);
        return found;
    }

    function cut(room: real, _height: real, _changes: int): var {
        const found = [];
        for (const item of items) {
            const start = found[found.length - 1];
            if (found.length === 0 || item.y + item.height - start > room + 1)
                found.push(item.y);
        }
        return found.length > 0 ? found : [0];
    }
    function below(sheet: int, tops: var): int {
        const next = tops[sheet + 1];
        return next === undefined ? 0 : items.filter(item => item.y >= next).length;
    }
    function turn() {
        at = Math.min(at + 1, starts.length - 1);
    }
    function turnBack() {
        at = Math.max(0, at - 1);
    }
    function show(y: real) {
        let sheet = 0;
        while (sheet + 1 < starts.length && starts[sheet + 1] <= y)
            sheet++;
        at = sheet;
    }
    // Whoever walks by keys is followed.
    function follow() {
        let item = Window.activeFocusItem;
        while (item && item.parent !== column)
            item = item.parent;
        if (item)
            show(item.y);
    }

    onAtChanged: Cues.paged()
    function settle() {
        at = Math.min(at, starts.length - 1);
        follow();
    }

    // Later: what stands above the sheets may depend on which of them is shown. A timer ends with its sheets.
    onStartsChanged: settling.restart()
    Timer {
        id: settling
        interval: 0
        onTriggered: sheets.settle()
    }
    Window.onActiveFocusItemChanged: follow()

    Item {
        readonly property real from: sheets.starts[sheets.at] ?? 0
        readonly property real to: (sheets.starts[sheets.at + 1] ?? column.height + sheets.spacing) - sheets.spacing
        // Room for the focus ring, which stands outside of its control.
        x: -Theme.ringWidth
        y: -Theme.ringWidth
        width: parent.width + 2 * Theme.ringWidth
        height: Math.max(0, to - from) + 2 * Theme.ringWidth
        clip: true

        Column {
            id: column
            x: Theme.ringWidth
            y: Theme.ringWidth - parent.from
            width: sheets.width
            spacing: sheets.spacing
            onChildrenChanged: sheets.changes++
            onPositioningComplete: sheets.changes++
        }
    }
}
