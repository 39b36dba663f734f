// Three quiet rows of hills for screens with little on them; nothing at all in high contrast.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import touch.theme

Item {
    id: hills

    property bool fading: false // the foot melts into the page instead of ending with an edge

    implicitHeight: 330
    visible: !Theme.highContrast
    Accessible.ignored: true

    component Ridge: ShapePath {
        strokeWidth: -1
        scale: Qt.size(hills.width / 1080, hills.height / 330)
    }

    Shape {
        anchors.fill: parent
        preferredRendererType: Shape.CurveRenderer
        Ridge {
            fillColor: Theme.colors.hill1
            PathSvg {
                path: "M0 132 C90 90 170 56 240 56 C310 56 350 90 390 90 C460 90 540 0 650 0 C760 0 830 66 900 66 C970 66 1030 20 1080 8 V330 H0 Z"
            }
        }
        Ridge {
            fillColor: Theme.colors.hill2
            PathSvg {
                path: "M0 222 C80 190 160 170 240 170 C340 170 420 206 480 206 C570 206 640 114 750 114 C850 114 900 152 960 152 C1010 152 1050 148 1080 148 V330 H0 Z"
            }
        }
        Ridge {
            fillColor: Theme.colors.hill3
            PathSvg {
                path: "M0 290 C120 250 260 240 360 250 C440 258 500 262 560 262 C700 262 780 214 900 214 C980 214 1040 232 1080 236 V330 H0 Z"
            }
        }
    }
    Rectangle {
        visible: hills.fading
        anchors.bottom: parent.bottom
        width: parent.width
        height: parent.height / 4
        gradient: Gradient {
            GradientStop {
                position: 0
                color: Qt.alpha(Theme.colors.bg, 0)
            }
            GradientStop {
                position: 1
                color: Theme.colors.bg
            }
        }
    }
}
