// The card on its way to the reader or before the scanner; `part` 0 is the start, 1 is where it should be.
import QtQuick
import touch.theme

Item {
    id: scene

    required property string act
    required property real part

    readonly property bool lays: act === "lay"

    width: 540
    height: 490
    Accessible.ignored: true

    Rectangle { // the reader
        visible: scene.lays
        y: 330
        width: parent.width
        height: 150
        radius: Theme.radiusPanel
        color: Theme.colors.sunken
        border.width: 4
        border.color: Theme.colors.control
        Rectangle {
            anchors.centerIn: parent
            width: 430
            height: 90
            radius: Theme.radiusControl
            color: Theme.colors.surface
            border.width: 5
            border.color: Theme.colors.primary
            Icon {
                anchors.centerIn: parent
                name: "nfc"
                size: 56
            }
        }
    }
    Rectangle { // the scanner
        visible: !scene.lays
        anchors.horizontalCenter: parent.horizontalCenter
        width: 300
        height: 110
        radius: Theme.radiusPanel
        color: Theme.colors.sunken
        border.width: 4
        border.color: Theme.colors.control
        Icon {
            anchors.centerIn: parent
            name: "qr-code"
            size: 64
        }
    }
    CardShape {
        anchors.horizontalCenter: parent.horizontalCenter
        y: scene.lays ? 6 + 200 * scene.part : 260 - 120 * scene.part
    }
    Icon {
        anchors.horizontalCenter: parent.horizontalCenter
        y: scene.lays ? 254 : 158
        visible: scene.part < 0.1
        name: scene.lays ? "arrow-down" : "arrow-up"
        size: 56
        alert: true
    }
}
