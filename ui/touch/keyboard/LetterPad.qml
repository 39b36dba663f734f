// Letters: with accent keys above or, on a broad board, beside them; or with a row of digits for Telex, VNI or an address.
pragma ComponentBehavior: Bound
import QtQuick
import touch.controls

Pad {
    id: pad

    required property Entry entry
    required property Typist typist
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
        } else if (id === "symbols") {
            symbolsWanted();
        } else if (id === "method") {
            methodWanted();
        } else {
            put(id);
            once = once && (id === "erase" || id === "done");
        }
    }

    component Line: KeyRow {
        height: pad.rowHeight
        full: pad.full
        letters: pad.letters
        onPressed: id => pad.press(id)
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
    Line {
        visible: pad.marks && !pad.broad
        preview: true
        keys: Array.from(pad.upper ? "ĂÂĐÊÔƠƯ" : "ăâđêôơư", letter => ({ text: letter, span: 10 / 7, face: "soft" }))
    }
    Line {
        visible: !pad.marks
        keys: pad.digitKeys()
    }
    Line {
        preview: true
        keys: pad.cased("qwertyuiop", pad.accents[0])
    }
    Line {
        preview: true
        keys: pad.cased("asdfghjkl", pad.accents[1])
    }
    Line {
        preview: true
        //: Spoken name of the ⌫ key.
        keys: [pad.shiftKey(), ...pad.cased("zxcvbnm", pad.accents[2]), pad.eraseKey(pad.letters > 10 ? 3 : 1.5, qsTr("Xóa một chữ"))]
    }
    Line {
        keys: pad.email ? pad.emailKeys() : pad.bottomKeys()
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
    function digitKeys(): list<var> {
        const vni = entry.composes && Typing.method === "vni";
        const under = ["sắc", "huyền", "hỏi", "ngã", "nặng", "â ê ô", "ơ ư", "ă", "đ", "bỏ"];
        return Array.from("1234567890", (digit, index) => ({ text: digit, caption: vni ? under[index] : "" }));
    }
    function emailKeys(): list<var> {
        const ends = [".vn", ".com"].map(text => ({ text: text, span: 1.5, face: "alt" }));
        return keysOf("@.-_").concat(ends, doneKey(3));
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
            spaceKey(letters > 10 ? 5.7 : wide ? 2.7 : 4),
            { text: "/" },
            doneKey(wide ? 2.6 : 2.5)
        ]);
    }
}
