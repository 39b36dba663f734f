// Digits and signs for a text that is mostly letters.
import QtQuick

Pad {
    id: pad

    required property string doneText

    rows: 5

    signal lettersWanted

    function press(id: string) {
        if (id === "erase")
            erased();
        else if (id === "done")
            finished();
        else if (id === "letters")
            lettersWanted();
        else
            typed(id === "space" ? " " : id);
    }

    KeyRow {
        height: pad.rowHeight
        full: pad.full
        keys: pad.keysOf("1234567890")
        onPressed: id => pad.press(id)
    }
    KeyRow {
        height: pad.rowHeight
        full: pad.full
        keys: pad.keysOf("-/:;().,?!")
        onPressed: id => pad.press(id)
    }
    KeyRow {
        height: pad.rowHeight
        full: pad.full
        keys: pad.keysOf("@&%+=*#_'\"")
        onPressed: id => pad.press(id)
    }
    KeyRow {
        height: pad.rowHeight
        full: pad.full
        // The letters of the Highland languages that are on no other key.
        keys: pad.keysOf("ƀčĕĭŏŭ–").concat([
            {
                id: "erase",
                icon: "delete",
                span: 3,
                face: "alt",
                //: Spoken name of the ⌫ key.
                name: qsTr("Xóa một chữ")
            }
        ])
        onPressed: id => pad.press(id)
    }
    KeyRow {
        height: pad.rowHeight
        full: pad.full
        keys: [
            {
                id: "letters",
                //: Key: back from digits and signs to letters.
                text: qsTr("abc"),
                span: 2,
                face: "alt"
            },
            {
                id: "space",
                //: The space key.
                text: qsTr("dấu cách"),
                span: 5,
                face: "letter"
            },
            { id: "done", text: pad.doneText, span: 3, face: "primary" }
        ]
        onPressed: id => pad.press(id)
    }
}
