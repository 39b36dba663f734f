// Shows that a camera is on, and what it sees now: "off", "looking", "seen" or "missing". Keeps no picture.
import QtQuick
import touch.theme

Rectangle {
    id: view

    required property string stage
    property string frame: "" // url of the picture now; nothing when there is none to show
    readonly property bool live: stage === "looking" || stage === "seen"

    // What the camera does, under its picture and spoken.
    readonly property string words: ({
            //: State of the camera.
            off: qsTr("Camera đã tắt"),
            //: State of the camera.
            missing: qsTr("Camera không dùng được"),
            //: State of the camera: it sees the code on the card.
            seen: qsTr("Đã thấy mã trên thẻ"),
            //: State of the camera.
            looking: qsTr("Camera đang bật")
        })[stage]

    implicitWidth: 460
    implicitHeight: 270
    radius: Theme.radiusControl
    color: Theme.colors.frame
    border.width: Theme.highContrast || stage === "seen" ? Theme.borderChosen : 0
    border.color: stage === "seen" ? Theme.colors.ok : Theme.colors.control
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
            color: Theme.colors.onFrame
        }
        Rectangle {
            width: Theme.borderChosen
            height: parent.height
            color: Theme.colors.onFrame
        }
    }

    Image {
        anchors.fill: parent
        anchors.margins: Theme.borderChosen
        visible: view.live && source.toString() !== ""
        source: view.live ? view.frame : ""
        cache: false
        fillMode: Image.PreserveAspectCrop
        Accessible.ignored: true
    }
    Column {
        anchors.centerIn: parent
        visible: !view.live || view.frame === ""
        spacing: Theme.space1
        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: view.stage === "seen" ? "circle-check-big" : view.stage === "missing" ? "circle-alert" : "camera"
            size: Theme.iconTile
            tint: Theme.colors.onFrame
        }
        Words {
            width: view.width - 2 * Theme.space6
            text: view.words
            role: Theme.small
            color: Theme.colors.onFrame
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
