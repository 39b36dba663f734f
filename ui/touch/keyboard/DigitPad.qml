// Twelve large keys for numbers, 1 2 3 on top as on a telephone.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme

Pad {
    id: pad

    required property string doneText

    readonly property int keyHeight: wide ? 104 : 112
    readonly property var keys: Array.from("123456789", digit => ({ id: digit, text: digit, face: "letter" })).concat([
        {
            id: "erase",
            icon: "delete",
            face: "alt",
            //: Spoken name of the ⌫ key of numbers.
            name: qsTr("Xóa một số")
        },
        { id: "0", text: "0", face: "letter" },
        { id: "done", text: doneText, face: "primary" }
    ])

    function press(id: string) {
        if (id === "erase")
            erased();
        else if (id === "done")
            finished();
        else
            typed(id);
    }

    Grid {
        columns: 3
        spacing: Theme.gap
        Repeater {
            model: pad.keys
            Key {
                required property var modelData
                width: (pad.full - 2 * Theme.gap) / 3
                height: pad.keyHeight
                text: modelData.text ?? ""
                icon: modelData.icon ?? ""
                face: modelData.face
                name: modelData.name ?? text
                onClicked: pad.press(modelData.id)
            }
        }
    }
}
