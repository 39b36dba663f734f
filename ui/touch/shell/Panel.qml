// A sheet over the act zone with a title and one way out; the screen behind stays as it is.
import QtQuick
import touch.theme
import touch.controls
import touch.screens

FocusScope {
    id: panel

    required property string title
    default property alias content: inside.content

    signal closed

    Component.onCompleted: {
        done.forceActiveFocus(Qt.PopupFocusReason);
        Cues.paged();
    }
    Keys.onEscapePressed: closed()
    Accessible.role: Accessible.Dialog
    Accessible.name: title

    Rectangle {
        anchors.fill: parent
        color: Theme.colors.scrim
        TapHandler {
            gesturePolicy: TapHandler.ReleaseWithinBounds // what lies behind is not touched
        }
    }
    Rectangle {
        readonly property real frame: heading.height + done.height + 4 * Theme.space4
        width: parent.width
        height: Math.min(parent.height, Theme.lowReach ? 808 : 1168, inside.contentHeight + frame)
        anchors.bottom: parent.bottom
        color: Theme.colors.bg
        border.width: Theme.highContrast ? Theme.borderControl : 0
        border.color: Theme.colors.line

        Subheading {
            id: heading
            x: Theme.margin
            y: Theme.space4
            width: inside.width
            text: panel.title
        }
        Sheets {
            id: inside
            x: Theme.margin
            y: heading.y + heading.height + Theme.space4
            width: Math.min(parent.width - 2 * Theme.margin, 1400)
            height: parent.height - parent.frame
        }
        KioskButton {
            id: done
            x: Theme.margin
            width: inside.width
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.space4
            kind: "primary"
            //: Button that closes a panel; while more follows it shows that.
            text: inside.more ? qsTr("Xem tiếp") : qsTr("Xong")
            icon: inside.more ? "arrow-down" : "check"
            iconAfter: true
            onClicked: inside.more ? inside.turn() : panel.closed()
        }
    }
}
