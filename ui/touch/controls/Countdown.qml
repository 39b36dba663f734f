// The seconds that are left, as a number in a ring that empties.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import touch.theme

Item {
    id: countdown

    required property int seconds
    required property int from

    readonly property int thickness: 20

    implicitWidth: Math.max(244, words.implicitHeight + 6 * thickness) // the words stay inside the ring
    implicitHeight: implicitWidth
    Accessible.role: Accessible.ProgressBar
    //: Spoken: %1 seconds are left.
    Accessible.name: qsTr("Còn %1 giây").arg(seconds)

    component Arc: ShapePath {
        id: arc
        required property real part
        fillColor: "transparent"
        strokeWidth: countdown.thickness
        capStyle: ShapePath.RoundCap
        PathAngleArc {
            centerX: countdown.width / 2
            centerY: countdown.height / 2
            radiusX: (countdown.width - countdown.thickness) / 2
            radiusY: radiusX
            startAngle: -90
            sweepAngle: -360 * arc.part
        }
    }

    Shape {
        anchors.fill: parent
        Arc {
            part: 1
            strokeColor: Theme.highContrast ? Theme.colors.bg : Theme.colors.sunken
        }
        Arc {
            part: Math.min(1, countdown.seconds / Math.max(1, countdown.from))
            strokeColor: Theme.colors.primary
        }
    }
    Column {
        id: words
        anchors.centerIn: parent
        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            text: countdown.seconds
            role: Theme.display
            lineHeight: Theme.h1.line
            Accessible.ignored: true
        }
        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            //: Under the number of seconds that are left.
            text: qsTr("giây")
            color: Theme.colors.muted
            Accessible.ignored: true
        }
    }
}
