// Digits and signs for a text that is mostly letters.
pragma ComponentBehavior: Bound
import QtQuick

Pad {
    id: pad

    rows: 5

    signal lettersWanted

    function press(id: string) {
        if (id === "letters")
            lettersWanted();
        else
            put(id);
    }

    component Line: KeyRow {
        height: pad.rowHeight
        full: pad.full
        onPressed: id => pad.press(id)
    }

    Line {
        keys: pad.keysOf("1234567890")
    }
    Line {
        keys: pad.keysOf("-/:;().,?!")
    }
    Line {
        keys: pad.keysOf("@&%+=*#_'\"")
    }
    Line {
        // The letters of the Highland languages that are on no other key.
        //: Spoken name of the ⌫ key.
        keys: [...pad.keysOf("ƀčĕĭŏŭ–"), pad.eraseKey(3, qsTr("Xóa một chữ"))]
    }
    Line {
        keys: [
            {
                id: "letters",
                //: Key: back from digits and signs to letters.
                text: qsTr("abc"),
                span: 2,
                face: "alt"
            },
            pad.spaceKey(5),
            pad.doneKey(3)
        ]
    }
}
