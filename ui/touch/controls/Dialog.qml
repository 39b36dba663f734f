// One of the three questions that may lie over a screen; focus on the safe answer, nothing behind it can be reached.
import QtQuick
import touch.theme

FocusScope {
    id: dialog

    required property string title
    required property string text
    required property string safe // the answer that loses nothing
    property string danger: "" // the other answer, if there is one
    property string dangerIcon: "log-out"
    property string other: "" // a third way out, for somebody else than the citizen
    property int seconds: -1 // counted down in a ring when 0 or more
    property int secondsFrom: 60

    signal safeChosen
    signal dangerChosen
    signal otherChosen

    readonly property bool low: width > height // things stand side by side
    readonly property list<int> bells: [60, 30, 10] // seconds that are rung and spoken

    // It rings when it comes, and at each of the bells that is still ahead then.
    property bool rung: false
    property bool stands: false // it has said its title
    function tell() {
        if (seconds < 0 || (rung && !bells.includes(seconds)))
            return;
        rung = true;
        Cues.bell();
        //: Spoken when little time is left: %1 seconds, %2 the button that gives more.
        Cues.say(qsTr("Còn %1 giây. Bấm %2").arg(seconds).arg(safe), false);
    }

    onSecondsChanged: if (stands)
        tell()
    Component.onCompleted: {
        safeButton.forceActiveFocus(Qt.PopupFocusReason);
        Cues.say(title + " " + text, false);
        stands = true;
        tell();
    }
    Accessible.role: Accessible.Dialog
    Accessible.name: title + ". " + text
    Keys.onEscapePressed: safeChosen()
    Keys.onPressed: event => {
        const on = event.key === Qt.Key_Down || event.key === Qt.Key_Right;
        event.accepted = on || event.key === Qt.Key_Up || event.key === Qt.Key_Left;
        if (event.accepted)
            beside(Window.activeFocusItem, on ? 1 : -1).forceActiveFocus(Qt.TabFocusReason);
    }

    // Round the answers: the focus never leaves the question.
    function beside(button: Item, by: int): Item {
        const answers = [safeButton, dangerButton, otherButton].filter(one => one.visible);
        return answers[(answers.indexOf(button) + by + answers.length) % answers.length] ?? button;
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.colors.scrim
        TapHandler {
            gesturePolicy: TapHandler.ReleaseWithinBounds // takes the touches of what lies behind
        }
    }
    Rectangle {
        width: Math.min(parent.width - 2 * Theme.margin, dialog.low ? 1500 : 1000)
        height: inside.implicitHeight + 2 * Theme.space6
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: dialog.low ? Theme.space4 : Theme.space7
        radius: Theme.radiusDialog
        color: Theme.colors.surface
        border.width: Theme.highContrast ? Theme.borderControl : 0
        border.color: Theme.colors.control

        Column {
            id: inside
            x: Theme.space6
            y: Theme.space6
            width: parent.width - 2 * x
            spacing: Theme.space4

            Grid {
                id: question
                readonly property bool beside: dialog.low && countdown.visible
                width: parent.width
                columns: beside ? 2 : 1
                spacing: Theme.space4
                horizontalItemAlignment: Grid.AlignHCenter
                verticalItemAlignment: Grid.AlignVCenter

                Countdown {
                    id: countdown
                    visible: dialog.seconds >= 0
                    seconds: Math.max(0, dialog.seconds)
                    from: dialog.secondsFrom
                }
                Column {
                    width: question.width - (question.beside ? countdown.width + question.spacing : 0)
                    spacing: Theme.space4

                    Words {
                        width: parent.width
                        text: dialog.title
                        role: Theme.h1
                        horizontalAlignment: Text.AlignHCenter
                        Accessible.role: Accessible.Heading
                    }
                    Words {
                        width: parent.width
                        text: dialog.text
                        role: Theme.lead
                        color: Theme.colors.muted
                        horizontalAlignment: Text.AlignHCenter
                    }
                }
            }
            Grid {
                id: answers
                readonly property bool beside: dialog.low && dangerButton.visible
                readonly property real each: beside ? (width - Theme.space4) / 2 : width
                width: parent.width
                columns: beside ? 2 : 1
                spacing: Theme.space4
                verticalItemAlignment: Grid.AlignVCenter

                KioskButton {
                    id: safeButton
                    width: answers.each
                    implicitHeight: 156
                    kind: "primary"
                    text: dialog.safe
                    focus: true
                    ringAlways: true
                    KeyNavigation.tab: dialog.beside(safeButton, 1)
                    KeyNavigation.backtab: dialog.beside(safeButton, -1)
                    onClicked: dialog.safeChosen()
                }
                KioskButton {
                    id: dangerButton
                    width: answers.each
                    visible: dialog.danger !== ""
                    kind: "danger"
                    text: dialog.danger
                    icon: dialog.dangerIcon
                    KeyNavigation.tab: dialog.beside(dangerButton, 1)
                    KeyNavigation.backtab: dialog.beside(dangerButton, -1)
                    onClicked: dialog.dangerChosen()
                }
            }
            KioskButton {
                id: otherButton
                anchors.right: parent.right
                visible: dialog.other !== ""
                role: Theme.body
                implicitHeight: Theme.target
                icon: "user-round"
                text: dialog.other
                KeyNavigation.tab: dialog.beside(otherButton, 1)
                KeyNavigation.backtab: dialog.beside(otherButton, -1)
                onClicked: dialog.otherChosen()
            }
        }
    }
}
