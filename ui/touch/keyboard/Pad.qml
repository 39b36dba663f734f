// What every pad has in common: where it stands in the board and what its keys say.
import QtQuick
import touch.theme

Column {
    id: pad

    property bool wide: false
    readonly property real full: width

    signal typed(string letters)
    signal erased
    signal finished

    readonly property int rowHeight: wide ? Theme.target : Theme.letterHeight

    spacing: Theme.gap

    function keysOf(letters: string): list<var> {
        return Array.from(letters, letter => ({ text: letter }));
    }
}
