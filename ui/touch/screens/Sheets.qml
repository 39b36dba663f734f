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
    readonly property Item alone: Typing.alone ? around(Typing.target) : null // the one thing that has room while it is typed into
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
        for (const item of items)
            for (const part of parts(item, room))
                if (found.length === 0 || part.end - found[found.length - 1] > room + 1)
                    found.push(part.top);
        return found.length > 0 ? found : [0];
    }
    // An item higher than a sheet is cut between its parts (cards of a list, rows of a table); the first keeps its title.
    function parts(item: Item, room: real): var {
        const top = column.mapFromItem(item, 0, 0).y;
        const list = item.height > room ? cuttable(item) : null;
        const found = [];
        for (let i = 0; list && i < list.children.length; i++) {
            const child = list.children[i];
            const above = found.length === 0 ? column.mapFromItem(list, 0, child.y).y - top : 0;
            if (child.visible && child.height > 0)
                for (const part of parts(child, room - above))
                    found.push({
                        top: found.length === 0 ? top : part.top,
                        end: part.end
                    });
        }
        if (found.length > 0)
            found[found.length - 1].end = top + item.height;
        return found.length > 0 ? found : [
            {
                top: top,
                end: top + item.height
            }
        ];
    }
    function cuttable(item: Item): Item {
        for (const child of item.children) {
            const found = child.objectName === "cuttable" ? child : cuttable(child);
            if (found)
                return found;
        }
        return null;
    }
    // The field of an entry, or whatever of the column holds it.
    function around(entry: Item): Item {
        let item = entry;
        while (item && item.objectName !== "field" && item.parent !== column)
            item = item.parent;
        return item && holds(item) ? item : null;
    }
    function holds(item: Item): bool {
        while (item && item !== column)
            item = item.parent;
        return item === column;
    }
    // Step by step, so that a binding asks again when anything on the way moves.
    function placeOf(item: Item): real {
        let y = 0;
        for (let part = item; part && part !== column; part = part.parent)
            y += part.y;
        return y;
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
        const focused = Window.activeFocusItem;
        let item = focused;
        while (item && item.parent !== column)
            item = item.parent;
        if (item)
            show(Math.max(item.y, column.mapFromItem(focused, 0, 0).y));
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
        readonly property real from: sheets.alone ? sheets.placeOf(sheets.alone) : sheets.starts[sheets.at] ?? 0
        readonly property real to: sheets.alone ? from + Math.min(sheets.alone.height, sheets.height) : (sheets.starts[sheets.at + 1] ?? column.height + sheets.spacing) - sheets.spacing
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
