// One icon of resources/icons, tinted. Decoration for the eye: the word beside it carries the meaning.
import QtQuick
import touch.theme

Image {
    id: icon

    required property string name
    property int size: Theme.iconRow
    property color tint: Theme.colors.primary
    property bool alert: false // a heavier line for what must be seen

    readonly property real stroke: alert ? 2.5 : size >= 72 ? 1.75 : 2

    width: size
    height: size
    sourceSize: Qt.size(size, size)
    source: name === "" ? "" : "image://icon/" + name + "/" + tint.toString().substring(1) + "/" + stroke
    Accessible.ignored: true
}
