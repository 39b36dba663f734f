// Crosses to touch, each with how far it was missed; one that was never touched stays empty.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

Item {
    id: grid

    required property var crosses
    required property int arm // half of a cross
    property bool small: false // room for the words of what is wrong alone

    Repeater {
        model: grid.crosses
        Item {
            id: cross
            required property var modelData
            readonly property color ink: modelData.touched ? (modelData.far ? Theme.colors.warn : Theme.colors.ok) : Theme.colors.bad
            x: modelData.x * grid.width
            y: modelData.y * grid.height

            Rectangle {
                x: -grid.arm
                y: -2
                width: 2 * grid.arm
                height: 4
                color: cross.ink
            }
            Rectangle {
                x: -2
                y: -grid.arm
                width: 4
                height: 2 * grid.arm
                color: cross.ink
            }
            Rectangle {
                visible: cross.modelData.touched
                x: -grid.arm / 2
                y: x
                width: grid.arm
                height: width
                radius: width / 2
                color: cross.ink
            }
            Words {
                visible: !grid.small || cross.modelData.far
                x: cross.modelData.x < 0.5 ? grid.arm + Theme.space1 : -grid.arm - Theme.space1 - width
                y: cross.modelData.y < 0.5 ? 0 : -height
                width: implicitWidth
                text: cross.modelData.text
                role: Theme.small
                bold: true
                color: cross.ink
            }
        }
    }
}
