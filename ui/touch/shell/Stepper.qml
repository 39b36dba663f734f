// One of five steps, less or more: a name, two buttons, and five bars that show where it stands.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

Column {
    id: stepper

    required property string text
    required property int value // 0…4
    required property string less
    required property string more

    signal picked(int value) // a step beyond the last is the last: whoever keeps the value sees to it

    spacing: Theme.space1

    Words {
        width: parent.width
        text: stepper.text
        bold: true
        //: A step of five, spoken: %1 is what, %2 the step.
        Accessible.name: qsTr("%1: mức %2 trên 5").arg(stepper.text).arg(stepper.value + 1)
    }
    Row {
        width: parent.width
        spacing: Theme.gap

        KioskButton {
            id: minus
            width: Theme.buttonHeight
            text: ""
            icon: "minus"
            name: stepper.less
            onClicked: stepper.picked(stepper.value - 1)
        }
        Row {
            id: bars
            width: parent.width - minus.width - plus.width - 2 * parent.spacing
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space1
            Repeater {
                model: 5
                Rectangle {
                    required property int index
                    readonly property bool reached: index <= stepper.value
                    width: (bars.width - 4 * bars.spacing) / 5
                    height: Theme.iconRow
                    radius: Theme.space1
                    color: reached ? Theme.colors.primary : "transparent"
                    border.width: Theme.borderCard
                    border.color: reached ? Theme.colors.primary : Theme.colors.control
                }
            }
        }
        KioskButton {
            id: plus
            width: Theme.buttonHeight
            text: ""
            icon: "plus"
            name: stepper.more
            onClicked: stepper.picked(stepper.value + 1)
        }
    }
}
