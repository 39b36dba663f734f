// The box around an Entry: its edge and ring, and an example while it is empty; a touch anywhere in it begins typing.
import QtQuick
import touch.theme

Rectangle {
    id: box

    required property Entry holds
    property string example: ""
    property bool erred: false

    implicitHeight: Theme.fieldHeight
    radius: Theme.radiusControl
    color: Theme.colors.surface
    border.width: erred ? Theme.borderError : holds.activeFocus ? Theme.borderChosen : Theme.borderCard
    border.color: erred ? Theme.colors.bad : holds.activeFocus ? Theme.colors.primary : Theme.colors.control

    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: box.holds.forceActiveFocus(Qt.MouseFocusReason)
    }
    Words {
        x: box.holds.x
        y: box.holds.y
        width: box.holds.width
        height: box.holds.height
        visible: box.holds.text === ""
        text: box.example
        role: Theme.lead
        color: Theme.colors.muted
        verticalAlignment: box.holds.verticalAlignment
        maximumLineCount: 1
        elide: Text.ElideRight
        Accessible.ignored: true
    }
    Ring {
        z: 1
        around: box
        shown: box.holds.activeFocus
    }
}
