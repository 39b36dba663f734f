// The keyboard of this machine: opens while an entry has the focus, and shows the keys that fit the entry.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

Rectangle {
    id: board

    property bool wide: false // landscape
    property real ceiling: 0 // what stands above the page
    property bool symbols: false

    readonly property string layout: Typing.dateEntry ? "date" : Typing.entry ? (symbols ? "symbols" : Typing.entry.layout) : ""
    readonly property bool broad: wide && width >= 13 * Theme.target + 14 * Theme.gap // accent letters stand beside the others
    readonly property bool bare: wide && !broad && layout !== "date" // no room for the toolbar
    property bool first: true // there is no entry before this one
    property bool last: true // nor after it
    readonly property bool more: bare && !last // without the toolbar, "Xong" goes on while there is more to type
    readonly property string doneText: {
        //: Key: go to the box after this one.
        if (more)
            return qsTr("Ô sau");
        //: The key that ends typing.
        return Typing.doneText !== "" ? Typing.doneText : qsTr("Xong");
    }

    function look() {
        first = Typing.beside(false) === null;
        last = Typing.beside(true) === null;
    }
    function next() {
        const methods = ["marks", "telex", "vni"];
        Typing.method = methods[(methods.indexOf(Typing.method) + 1) % methods.length];
    }

    function type(letters: string, method: string) {
        const entry = Typing.entry;
        if (!entry)
            return;
        if (!entry.composes || method === "marks" || letters.length !== 1 || entry.selectedText !== "") {
            entry.type(letters);
            return;
        }
        const before = entry.text.slice(entry.wordStart, entry.cursorPosition);
        const after = composing.composed(method, before, letters);
        entry.replace(entry.wordStart, entry.cursorPosition, after, after.length);
    }

    implicitHeight: column.y + column.implicitHeight + Theme.gap
    visible: Typing.open
    color: Theme.colors.board
    Accessible.role: Accessible.Pane
    //: Name of the on-screen keyboard for screen readers.
    Accessible.name: qsTr("Bàn phím")

    Component.onCompleted: Typing.composed = true
    Component.onDestruction: Typing.composed = false

    Binding {
        target: Typing
        property: "room"
        value: board.y - board.ceiling
    }
    Binding {
        target: Typing
        property: "aside"
        value: toolbar.visible && toolbar.aside ? toolbar.width + Theme.space3 : 0
    }

    Typist {
        id: composing
    }
    TapHandler { // a touch between two keys is not a touch of what lies behind
        gesturePolicy: TapHandler.ReleaseWithinBounds
    }
    Rectangle {
        width: parent.width
        height: Theme.highContrast ? 4 : 2
        color: Theme.colors.line
    }
    Column {
        id: column
        readonly property int side: Math.max(Theme.gap, (board.width - (board.broad ? 1600 : 1240)) / 2)
        x: side
        y: toolbar.visible && !toolbar.aside ? toolbar.y + toolbar.height + Theme.gap : Theme.gap
        width: board.width - 2 * side
        spacing: Theme.gap

        Loader {
            id: pad
            width: parent.width
            sourceComponent: ({ text: letters, email: letters, number: digits, symbols: symbolPad, date: dates })[board.layout] ?? null
        }
    }
    Toolbar {
        id: toolbar
        visible: !board.bare && !(aside && board.first && board.last)
        aside: board.broad
        x: aside ? board.width - width - Theme.margin : column.x
        y: aside ? -height - Theme.ringWidth : Theme.gap
        width: aside ? implicitWidth : column.width
        first: board.first
        last: board.last
        composes: Typing.entry?.composes ?? false
    }
    Pointer {
        anchors.fill: parent
        board: column.parent
    }
    Connections {
        target: Typing
        function onHardwareKey(letter: string) {
            board.type(letter, Typing.method === "vni" ? "vni" : "telex");
        }
        function onTargetChanged() {
            board.symbols = false;
            Qt.callLater(board.look);
            composing.restart();
        }
    }
    Connections {
        target: pad.item as Pad
        function onTyped(letters: string) {
            board.type(letters, Typing.method);
        }
        function onErased() {
            if (Typing.entry)
                Typing.entry.erase();
        }
        function onFinished() {
            if (board.more)
                Typing.step(true);
            else
                Typing.finish();
        }
    }

    Component {
        id: letters
        LetterPad {
            wide: board.wide
            broad: board.broad
            entry: Typing.entry
            typist: composing
            doneText: board.doneText
            onSymbolsWanted: board.symbols = true
            onMethodWanted: board.next()
        }
    }
    Component {
        id: symbolPad
        SymbolPad {
            wide: board.wide
            broad: board.broad
            doneText: board.doneText
            onLettersWanted: board.symbols = false
        }
    }
    Component {
        id: digits
        DigitPad {
            wide: board.wide
            doneText: board.doneText
        }
    }
    Component {
        id: dates
        DatePad {
            wide: board.wide
            entry: Typing.dateEntry
            doneText: board.doneText
        }
    }
}
