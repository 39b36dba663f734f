// How far something is: a bar that knows (`fraction` 0…1), and always the words for it.
import QtQuick
import touch.theme

Rectangle {
    id: progress

    required property real fraction

    implicitHeight: 28
    radius: height / 2
    color: Theme.colors.sunken
    border.width: Theme.borderControl
    border.color: Theme.colors.control
    Accessible.role: Accessible.ProgressBar
    //: Spoken: %1 percent are done.
    Accessible.name: qsTr("Xong %1 phần trăm").arg(Math.round(100 * fraction))

    Rectangle {
        width: Math.max(height, parent.width * Math.max(0, Math.min(1, progress.fraction)))
        height: parent.height
        radius: height / 2
        visible: progress.fraction > 0
        color: Theme.colors.primary
    }
}
