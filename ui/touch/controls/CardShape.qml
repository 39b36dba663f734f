// An identity card as a drawing: no person, no emblem, only where things are.
import QtQuick
import touch.theme

Rectangle {
    width: 364
    height: 230
    radius: Theme.radiusCard
    color: Theme.colors.soft
    border.width: 4
    border.color: Theme.colors.primary
    Accessible.ignored: true

    Words {
        x: 22
        y: 14
        //: Printed on the drawing of an identity card.
        text: qsTr("CĂN CƯỚC")
        role: Theme.small
        bold: true
        font.pixelSize: 24
        lineHeight: 34
        color: Theme.colors.primary
        Accessible.ignored: true
    }
    Rectangle {
        x: 22
        y: 64
        width: 88
        height: 110
        radius: 10
        color: Theme.colors.surface
        border.width: 3
        border.color: Theme.colors.primary
        Icon {
            anchors.centerIn: parent
            name: "user-round"
            size: 56
        }
    }
    Icon {
        x: parent.width - width - 22
        y: 20
        name: "qr-code"
    }
    Column {
        x: 134
        y: 72
        spacing: 17
        Repeater {
            model: [122, 152, 132, 92]
            Rectangle {
                required property int modelData
                width: modelData
                height: 13
                radius: height / 2
                color: Theme.colors.primary
                opacity: 0.4
            }
        }
    }
}
