// The focus ring: three layers outward (ink, colour, ink), seen on paper and on the dark blue alike.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme

Item {
    id: ring

    required property Item around
    property int radius: Theme.radiusControl
    property bool shown: around.activeFocus

    visible: shown
    anchors.fill: parent

    component Layer: Rectangle {
        required property int out
        anchors.fill: parent
        anchors.margins: -out
        radius: ring.radius + out
        color: "transparent"
    }

    Layer {
        out: Theme.ringInk
        border.width: Theme.ringInk
        border.color: Theme.colors.focusInk
    }
    Layer {
        out: Theme.ringInk + Theme.ring
        border.width: Theme.ring
        border.color: Theme.colors.focus
    }
    Layer {
        out: Theme.ringWidth
        border.width: Theme.ringInk
        border.color: Theme.colors.focusInk
    }
}
