// Twelve large keys for numbers, 1 2 3 on top as on a telephone.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme

Pad {
    id: pad

    readonly property int keyHeight: wide ? 104 : 112
    //: Spoken name of the ⌫ key of numbers.
    readonly property var keys: [...keysOf("123456789"), eraseKey(1, qsTr("Xóa một số")), ...keysOf("0"), doneKey(1)]

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
                face: modelData.face ?? "letter"
                name: modelData.name ?? text
                onClicked: pad.put(modelData.id ?? text)
            }
        }
    }
}
