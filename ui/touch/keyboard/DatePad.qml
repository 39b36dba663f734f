// Day, month and year: + and − for each, digits below, and the two ways to say that not all of it is known.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

Pad {
    id: pad

    required property DateEntry entry

    readonly property int digitHeight: wide ? Theme.target : Theme.letterHeight

    function press(id: string) {
        if (id === "erase")
            entry.erase();
        else if (id === "done")
            finished();
        else if (id === "day")
            entry.forgetDay();
        else if (id === "year")
            entry.keepYear();
        else
            entry.type(id);
    }

    Row {
        spacing: Theme.gap
        Repeater {
            model: pad.entry.headings
            Column {
                id: column
                required property int index
                required property string modelData
                spacing: Theme.space1
                width: (index === 2 ? 4 : 3) * (pad.full - 2 * Theme.gap) / 10
                Key {
                    width: parent.width
                    height: pad.wide ? Theme.target : 112
                    text: "+"
                    face: column.index === pad.entry.part ? "soft" : "letter"
                    //: Spoken name of a + key; %1 is day, month or year.
                    name: qsTr("Tăng %1").arg(column.modelData)
                    onClicked: pad.entry.step(column.index, 1)
                }
                Words {
                    width: parent.width
                    text: column.modelData
                    role: Theme.small
                    bold: column.index === pad.entry.part
                    horizontalAlignment: Text.AlignHCenter
                }
                Key {
                    width: parent.width
                    height: pad.wide ? Theme.target : 112
                    text: "−"
                    face: column.index === pad.entry.part ? "soft" : "letter"
                    //: Spoken name of a − key; %1 is day, month or year.
                    name: qsTr("Giảm %1").arg(column.modelData)
                    onClicked: pad.entry.step(column.index, -1)
                }
            }
        }
    }
    KeyRow {
        height: pad.digitHeight
        full: pad.full
        keys: pad.keysOf("1234567890")
        onPressed: id => pad.press(id)
    }
    KeyRow {
        height: pad.digitHeight
        full: pad.full
        keys: {
            //: Spoken name of the ⌫ key of numbers.
            const erase = pad.eraseKey(pad.entry.partial ? 1.5 : 5, qsTr("Xóa một số"));
            const done = pad.doneKey(pad.entry.partial ? 2.1 : 5);
            if (!pad.entry.partial)
                return [erase, done];
            return [
                {
                    id: "day",
                    //: Key of a date: the day is not known.
                    text: qsTr("Không rõ ngày"),
                    span: 3.2,
                    face: "alt"
                },
                {
                    id: "year",
                    //: Key of a date: only the year is known.
                    text: qsTr("Chỉ biết năm"),
                    span: 3.2,
                    face: "alt"
                },
                erase,
                done
            ];
        }
        onPressed: id => pad.press(id)
    }
}
