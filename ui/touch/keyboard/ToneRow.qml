// The five tones, each key showing the word at the caret with that tone; the same tone again takes it away.
import QtQuick
import touch.theme
import touch.controls

KeyRow {
    id: tones

    required property Entry entry
    required property Typist typist
    property bool upper: false

    readonly property string word: entry.text.slice(entry.wordStart, entry.wordEnd)
    // With no word at the caret the keys show the letter a, and write it.
    readonly property string base: word !== "" ? word : upper ? "A" : "a"
    readonly property int now: typist.tone(word)
    // In the order of the keys; the numbers are those of kiosk.language.syllable.Tone.
    readonly property list<var> order: [
        {
            tone: 4,
            //: Name of a tone.
            caption: qsTr("sắc")
        },
        {
            tone: 1,
            //: Name of a tone.
            caption: qsTr("huyền")
        },
        {
            tone: 2,
            //: Name of a tone.
            caption: qsTr("hỏi")
        },
        {
            tone: 3,
            //: Name of a tone.
            caption: qsTr("ngã")
        },
        {
            tone: 5,
            //: Name of a tone.
            caption: qsTr("nặng")
        }
    ]

    keys: order.map(entry => ({
                id: String(entry.tone),
                text: typist.toned(base, entry.tone),
                caption: Theme.textStep > 0 ? "" : entry.caption,
                span: letters * (Theme.largest ? 0.2 : 0.17),
                face: entry.tone === now ? "chosen" : "tone",
                name: typist.toned(base, entry.tone) + ", " + entry.caption
            })).concat(Theme.largest ? [] : [
        {
            id: "0",
            //: Key: take the tone off the word.
            text: qsTr("Bỏ dấu"),
            span: letters * 0.15,
            face: "alt"
        }
    ])
    onPressed: id => {
        const tone = Number(id) === now ? 0 : Number(id);
        if (word === "" && tone === 0)
            return;
        const changed = typist.toned(base, tone);
        const caret = word === "" ? changed.length : entry.cursorPosition - entry.wordStart;
        entry.replace(entry.wordStart, entry.wordEnd, changed, caret);
    }
}
