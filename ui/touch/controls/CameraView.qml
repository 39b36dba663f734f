// Shows that a camera is on and what it sees now, or that it is away. Keeps no picture.
import QtQuick
import touch.theme

Rectangle {
    id: view

    required property bool away
    property string frame: "" // url of the picture now; nothing when there is none to show
    readonly property bool live: !away && frame !== ""

    //: State of the camera: away, or on.
    readonly property string words: away ? qsTr("Camera không dùng được") : qsTr("Camera đang bật")

    implicitWidth: 460
    implicitHeight: 270
    radius: Theme.radiusControl
    color: Theme.colors.frame
    border.width: Theme.highContrast ? Theme.borderChosen : 0
    border.color: Theme.colors.control
    clip: true
    Accessible.role: Accessible.Graphic
    Accessible.name: words

    component Corner: Item {
        property int turn: 0
        width: 44
        height: 44
        rotation: turn
        Rectangle {
            width: parent.width
            height: Theme.borderChosen
            color: Theme.colors.frameInk
        }
        Rectangle {
            width: Theme.borderChosen
            height: parent.height
            color: Theme.colors.frameInk
        }
    }

    Image {
        anchors.fill: parent
        anchors.margins: Theme.borderChosen
        visible: view.live
        source: view.live ? view.frame : ""
        cache: false
        fillMode: Image.PreserveAspectCrop
        Accessible.ignored: true
    }
    Column {
        anchors.centerIn: parent
        visible: !view.live
        spacing: Theme.space1
        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: view.away ? "circle-alert" : "camera"
            size: Theme.iconTile
            tint: Theme.colors.frameInk
        }
        Words {
            width: view.width - 2 * Theme.space6
            text: view.words
            role: Theme.small
            color: Theme.colors.frameInk
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
    }
    Corner {
        x: 20
        y: 20
    }
    Corner {
        x: view.width - width - 20
        y: 20
        turn: 90
    }
    Corner {
        x: view.width - width - 20
        y: view.height - height - 20
        turn: 180
    }
    Corner {
        x: 20
        y: view.height - height - 20
        turn: 270
    }
}
