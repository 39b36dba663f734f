// Letters: with accent keys above or, on a broad board, beside them; or with a row of digits for Telex, VNI or an address.
import QtQuick
import touch.controls

Pad {
    id: pad

    required property Entry entry
    required property Typist typist
    required property string doneText
    property bool locked: false // capitals until ⇧ is pressed again
    property bool once: false // ⇧ was pressed for one letter

    readonly property bool email: entry.layout === "email"
    readonly property bool marks: entry.composes && Typing.method === "marks"
    readonly property bool capital: entry.names && /(^|\s)$/.test(entry.text.slice(0, entry.cursorPosition))
    readonly property bool upper: locked || once !== capital

    readonly property list<string> accents: broad && marks ? ["ăâđ", "êôơ", "ư"] : ["", "", ""]
    readonly property int letters: broad && marks ? 13 : 10

    rows: marks && !broad ? 6 : 5

    signal symbolsWanted
    signal methodWanted

    function cased(plain: string, accented: string): list<var> {
        const said = letters => Array.from(upper ? letters.toUpperCase() : letters);
        return said(plain).map(letter => ({ text: letter })).concat(said(accented).map(letter => ({ text: letter, face: "soft" })));
    }
    function press(id: string) {
        if (id === "shift") {
            const twice = once;
            once = !twice && !locked;
            locked = twice;
        } else if (id === "erase") {
            erased();
        } else if (id === "done") {
            finished();
        } else if (id === "symbols") {
            symbolsWanted();
        } else if (id === "method") {
            methodWanted();
        } else {
            typed(id === "space" ? " " : id);
            once = false;
        }
    }

    ToneRow {
        visible: pad.marks
        height: pad.rowHeight
        full: pad.full
        letters: pad.letters
        entry: pad.entry
        typist: pad.typist
        upper: pad.upper
    }
    KeyRow {
        visible: pad.marks && !pad.broad
        height: pad.rowHeight
        full: pad.full
        preview: true
        keys: Array.from(pad.upper ? "ĂÂĐÊÔƠƯ" : "ăâđêôơư", letter => ({ text: letter, span: 10 / 7, face: "soft" }))
        onPressed: id => pad.press(id)
    }
    KeyRow {
        visible: !pad.marks
        height: pad.rowHeight
        full: pad.full
        keys: pad.digitKeys()
        onPressed: id => pad.press(id)
    }
    KeyRow {
        height: pad.rowHeight
        full: pad.full
        letters: pad.letters
        preview: true
        keys: pad.cased("qwertyuiop", pad.accents[0])
        onPressed: id => pad.press(id)
    }
    KeyRow {
        height: pad.rowHeight
        full: pad.full
        letters: pad.letters
        preview: true
        keys: pad.cased("asdfghjkl", pad.accents[1])
        onPressed: id => pad.press(id)
    }
    KeyRow {
        height: pad.rowHeight
        full: pad.full
        letters: pad.letters
        preview: true
        keys: [pad.shiftKey()].concat(pad.cased("zxcvbnm", pad.accents[2]), [pad.eraseKey()])
        onPressed: id => pad.press(id)
    }
    KeyRow {
        height: pad.rowHeight
        full: pad.full
        letters: pad.letters
        keys: pad.email ? pad.emailKeys() : pad.bottomKeys()
        onPressed: id => pad.press(id)
    }

    function shiftKey(): var {
        return {
            id: "shift",
            icon: locked ? "arrow-big-up-dash" : "arrow-big-up",
            span: letters > 10 ? 2 : 1.5,
            face: upper ? "chosen" : "alt",
            //: Spoken name of the ⇧ key.
            name: locked ? qsTr("Đang khóa chữ hoa") : qsTr("Chữ hoa")
        };
    }
    function eraseKey(): var {
        return {
            id: "erase",
            icon: "delete",
            span: letters > 10 ? 3 : 1.5,
            face: "alt",
            //: Spoken name of the ⌫ key.
            name: qsTr("Xóa một chữ")
        };
    }
    function digitKeys(): list<var> {
        const vni = entry.composes && Typing.method === "vni";
        const under = ["sắc", "huyền", "hỏi", "ngã", "nặng", "â ê ô", "ơ ư", "ă", "đ", "bỏ"];
        return Array.from("1234567890", (digit, index) => ({ text: digit, caption: vni ? under[index] : "" }));
    }
    function emailKeys(): list<var> {
        const ends = [".vn", ".com"].map(text => ({ text: text, span: 1.5, face: "alt" }));
        return keysOf("@.-_").concat(ends, [{ id: "done", text: doneText, span: 3, face: "primary" }]);
    }
    function bottomKeys(): list<var> {
        const keys = [{ id: "symbols", text: "123", span: wide ? 1.2 : 1.5, face: "alt" }];
        if (wide)
            keys.push({
                id: "method",
                //: Key: choose how to type accents.
                text: qsTr("Kiểu gõ"),
                span: 1.5,
                face: "alt"
            });
        return keys.concat([
            { text: "," },
            {
                id: "space",
                //: The space key.
                text: qsTr("dấu cách"),
                span: letters > 10 ? 5.7 : wide ? 2.7 : 4,
                face: "letter"
            },
            { text: "/" },
            { id: "done", text: doneText, span: wide ? 2.6 : 2.5, face: "primary" }
        ]);
    }
}
