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

    readonly property int pixels: Theme.magnified ? 2 * size : size // sharp under the magnifier too

    width: size
    height: size
    sourceSize: Qt.size(pixels, pixels)
    source: name === "" ? "" : "image://icon/" + name + "/" + tint.toString().substring(1) + "/" + stroke
    Accessible.ignored: true
}
