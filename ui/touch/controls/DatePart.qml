// One column of a date: what it is, and its digits in a box that can be touched.
import QtQuick
import touch.theme

Item {
    id: column

    required property string heading
    required property string digits
    required property bool chosen
    required property bool erred

    signal touched

    readonly property int boxHeight: Typing.tight ? Theme.fieldHeightTight : Theme.fieldHeight

    z: chosen ? 1 : 0
    implicitHeight: caption.height + Theme.space2 + boxHeight
    Accessible.role: Accessible.EditableText
    Accessible.name: heading + ": " + digits

    Words {
        id: caption
        width: parent.width
        text: column.heading
        role: Theme.small
        color: Theme.colors.muted
        Accessible.ignored: true
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: column.boxHeight
        radius: Theme.radiusControl
        color: column.chosen ? Theme.colors.soft : Theme.colors.surface
        border.width: column.chosen ? Theme.borderChosen : column.erred ? Theme.borderError : Theme.borderCard
        border.color: column.chosen ? Theme.colors.primary : column.erred ? Theme.colors.bad : Theme.colors.control

        Words {
            anchors.centerIn: parent
            text: column.digits === "" ? "–" : column.digits
            role: Theme.lead
            color: column.digits === "" ? Theme.colors.muted : Theme.colors.text
            Accessible.ignored: true
        }
        Ring {
            around: parent
            shown: column.chosen
        }
    }
    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: column.touched()
    }
}
