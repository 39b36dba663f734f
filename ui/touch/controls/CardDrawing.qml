// What to do with the card, as a drawing: "show" its code to the scanner or "lay" it on the reader.
// Moves three times, then stands still; with reduced motion the stills are numbered instead.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme

Card {
    id: drawing

    required property string act
    readonly property string words: act === "lay" ?
        //: What the drawing shows.
        qsTr("Hình: đặt thẻ nằm phẳng lên ô đọc thẻ") :
        //: What the drawing shows.
        qsTr("Hình: đưa mã QR trên thẻ trước máy quét")

    implicitHeight: 560
    padding: 0
    Accessible.role: Accessible.Graphic
    Accessible.name: words
    onActChanged: if (motion.running)
        motion.restart()

    Item {
        width: drawing.width
        height: drawing.height

        Row {
            visible: Theme.reducedMotion
            anchors.centerIn: parent
            spacing: Theme.space3
            Repeater {
                model: 3
                CardStill {
                    required property int index
                    act: drawing.act
                    number: index + 1
                    width: (drawing.width - 4 * Theme.space3) / 3
                    height: drawing.height - 2 * Theme.space4
                }
            }
        }
        CardScene {
            id: scene
            visible: !Theme.reducedMotion
            anchors.centerIn: parent
            scale: Math.min(1, (drawing.height - 2 * Theme.space4) / height)
            act: drawing.act
            part: 0
        }
    }

    SequentialAnimation {
        id: motion
        running: drawing.visible && !Theme.reducedMotion
        loops: 3
        onStopped: scene.part = 0 // still, with its arrow: nothing has been read yet
        NumberAnimation {
            target: scene
            property: "part"
            from: 0
            to: 1
            duration: Theme.drawingMs * 0.7
            easing.type: Easing.InOutQuad
        }
        PauseAnimation {
            duration: Theme.drawingMs * 0.3
        }
    }
}
