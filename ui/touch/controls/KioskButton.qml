// A button with a verb: "primary" (one a page), "secondary" or "danger".
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme

Pressable {
    id: button

    required property string text
    property string kind: "secondary"
    property string icon: ""
    property bool iconAfter: false
    property string waitingText: text
    property TypeRole role: Theme.lead

    readonly property color ink: kind === "primary" ? Theme.colors.primaryInk : kind === "danger" ? Theme.colors.bad : Theme.colors.primary
    readonly property color face: {
        if (kind === "primary")
            return pressed || waiting ? Theme.colors.pressed : Theme.colors.primary;
        if (kind === "danger")
            return pressed ? Theme.colors.badSoft : Theme.colors.surface;
        return pressed ? Theme.colors.soft : Theme.colors.surface;
    }

    readonly property real iconRoom: icon !== "" || waiting ? Theme.iconButton + content.spacing : 0

    name: waiting ? waitingText : text
    implicitWidth: content.implicitWidth + 2 * Theme.space5
    implicitHeight: Math.max(Theme.buttonHeight, content.implicitHeight + 2 * Theme.space2)

    Rectangle {
        anchors.fill: parent
        radius: button.radius
        color: button.face
        border.width: button.kind === "primary" ? 0 : Theme.borderCard
        border.color: button.ink
    }
    Row {
        id: content
        anchors.centerIn: parent
        spacing: Theme.space3
        layoutDirection: button.iconAfter ? Qt.RightToLeft : Qt.LeftToRight

        Loader {
            active: button.waiting
            visible: active
            anchors.verticalCenter: parent.verticalCenter
            sourceComponent: Spinner {
                size: Theme.iconButton
                tint: button.ink
            }
        }
        Icon {
            visible: button.icon !== "" && !button.waiting
            name: button.icon
            size: Theme.iconButton
            tint: button.ink
            anchors.verticalCenter: parent.verticalCenter
        }
        Words {
            visible: text !== ""
            text: button.waiting ? button.waitingText : button.text
            role: button.role
            bold: true
            color: button.ink
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter // words that shrink to one line keep the height of two
            wrapMode: Text.WordWrap
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Math.round(role.px * 0.88)
            width: Math.min(implicitWidth, button.width - 2 * Theme.space3 - button.iconRoom)
            anchors.verticalCenter: parent.verticalCenter
            Accessible.ignored: true
        }
    }
}
