// A row of keys. `keys`: [{id, text, span, face, icon, name}]; a span of 1 is one letter wide, ten make a full row.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme

Row {
    id: row

    required property var keys
    required property real full // width of all letters of a row and the gaps between them
    property int letters: 10 // how many that are
    property bool preview: false

    readonly property real letter: (full - (letters - 1) * spacing) / letters

    signal pressed(string id)

    anchors.horizontalCenter: parent?.horizontalCenter
    spacing: Theme.gap

    Repeater {
        model: row.keys.length
        Key {
            required property int index
            readonly property var key: row.keys[index] ?? ({})
            readonly property real span: key.span ?? 1
            width: span * row.letter + (span - 1) * row.spacing
            height: row.height
            text: key.text ?? ""
            caption: key.caption ?? ""
            icon: key.icon ?? ""
            face: key.face ?? "letter"
            name: key.name ?? text
            preview: row.preview && face === "letter" && text.length === 1
            onClicked: row.pressed(key.id ?? text)
        }
    }
}
