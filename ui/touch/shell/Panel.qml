// A sheet over the act zone with a title and one way out; the screen behind stays as it is.
import QtQuick
import touch.theme
import touch.controls

FocusScope {
    id: panel

    required property string title
    default property alias content: inside.data

    signal closed

    onVisibleChanged: if (visible)
        done.forceActiveFocus(Qt.PopupFocusReason)
    Keys.onEscapePressed: closed()
    Accessible.role: Accessible.Dialog
    Accessible.name: title

    Rectangle {
        anchors.fill: parent
        color: Theme.colors.scrim
        TapHandler {
            onTapped: panel.closed()
        }
    }
    Rectangle {
        width: parent.width
        height: inside.implicitHeight + done.height + 3 * Theme.space4
        anchors.bottom: parent.bottom
        color: Theme.colors.bg
        border.width: Theme.highContrast ? Theme.borderControl : 0
        border.color: Theme.colors.line
        TapHandler {}

        Column {
            id: inside
            x: Theme.margin
            y: Theme.space4
            width: Math.min(parent.width - 2 * Theme.margin, 1400)
            spacing: Theme.space3

            Words {
                width: parent.width
                text: panel.title
                role: Theme.h2
                Accessible.role: Accessible.Heading
            }
        }
        KioskButton {
            id: done
            x: Theme.margin
            width: inside.width
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.space4
            kind: "primary"
            //: Button that closes a panel.
            text: qsTr("Xong")
            icon: "check"
            iconAfter: true
            onClicked: panel.closed()
        }
    }
}
