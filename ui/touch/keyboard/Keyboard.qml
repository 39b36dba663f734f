// The keyboard of this machine: opens while an entry has the focus, and shows the keys that fit the entry.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

Rectangle {
    id: board

    property bool wide: false // landscape
    property bool symbols: false

    readonly property string layout: Typing.dateEntry ? "date" : Typing.entry ? (symbols ? "symbols" : Typing.entry.layout) : ""
    readonly property bool bare: wide && layout !== "date" // no room for the toolbar
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

    implicitHeight: column.implicitHeight + 2 * Theme.gap
    visible: Typing.open
    onYChanged: Typing.room = y
    color: Theme.colors.board
    Accessible.role: Accessible.Pane
    //: Name of the on-screen keyboard for screen readers.
    Accessible.name: qsTr("Bàn phím")

    Component.onCompleted: Typing.composed = true
    Component.onDestruction: Typing.composed = false

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
        readonly property int side: Math.max(Theme.gap, (board.width - 1240) / 2)
        x: side
        y: Theme.gap
        width: board.width - 2 * side
        spacing: Theme.gap

        Toolbar {
            visible: !board.bare
            width: parent.width
            height: Theme.toolbarHeight
            first: board.first
            last: board.last
            composes: Typing.entry?.composes ?? false
        }
        Loader {
            id: pad
            width: parent.width
            sourceComponent: ({ text: letters, email: letters, number: digits, symbols: symbolPad, date: dates })[board.layout] ?? null
        }
    }
    Pointer {
        anchors.fill: parent
        board: column
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
