// The touch grid over the whole panel; hides all else while it is touched, and ends by itself.
import QtQuick
import touch.theme
import touch.controls

Rectangle {
    id: overlay

    required property TechnicianViewModel vm

    parent: Window.contentItem
    width: parent?.width ?? 0
    height: parent?.height ?? 0
    visible: vm.trying === "touch"
    color: Theme.colors.bg

    TouchGrid {
        anchors.fill: parent
        crosses: overlay.vm.touch.crosses
        arm: 36
    }
    Words {
        anchors.horizontalCenter: parent.horizontalCenter
        y: parent.height * 0.36 - height / 2 // between two rows of crosses, whichever way the panel stands
        width: Math.min(parent.width * 0.7, 900)
        horizontalAlignment: Text.AlignHCenter
        text: qsTr("Chạm vào giữa từng dấu cộng. Dừng tay 8 giây thì kết thúc.")
    }
    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onPressedChanged: if (pressed)
            overlay.vm.touchedAt(point.pressPosition.x, point.pressPosition.y)
    }
}
