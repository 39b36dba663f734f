// What every pad has in common: where it stands in the board and what its keys say.
import QtQuick
import touch.theme

Column {
    id: pad

    required property string doneText // on the key that ends typing
    property bool wide: false
    property bool broad: false // as wide as 13 letters
    property int rows: 6
    // The board keeps its height: where there are fewer rows, the keys are taller.
    readonly property int tall: {
        if (wide)
            return (broad ? Theme.keyboardHeightBroad : Theme.keyboardHeightWide) - 2 * spacing;
        return Theme.keyboardHeight - 3 * spacing - Theme.toolbarHeight;
    }
    readonly property real full: width

    signal typed(string letters)
    signal erased
    signal finished

    readonly property int rowHeight: Math.floor((tall - (rows - 1) * spacing) / rows)

    spacing: Theme.gap

    // What a key means on every pad.
    function put(id: string) {
        if (id === "erase")
            erased();
        else if (id === "done")
            finished();
        else
            typed(id === "space" ? " " : id);
    }
    function keysOf(letters: string): list<var> {
        return Array.from(letters, letter => ({ text: letter }));
    }
    function eraseKey(span: real, name: string): var {
        return { id: "erase", icon: "delete", span: span, face: "alt", name: name };
    }
    function doneKey(span: real): var {
        return { id: "done", text: doneText, span: span, face: "primary" };
    }
    function spaceKey(span: real): var {
        return {
            id: "space",
            //: The space key.
            text: qsTr("dấu cách"),
            span: span
        };
    }
}
