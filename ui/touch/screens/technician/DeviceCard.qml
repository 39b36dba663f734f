// One device: what it is, how it is, a test beside it; when something is wrong, the code and the steps.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

Card {
    id: card

    required property var device
    required property bool busy // something is being tried
    readonly property bool bad: device.fault !== ""
    readonly property color ink: ({ ok: Theme.colors.ok, sim: Theme.colors.sim, bad: Theme.colors.bad })[device.kind]

    signal wanted
    signal openedAgain
    signal paperOut
    signal logged

    border.width: bad ? Theme.borderError : Theme.borderControl
    border.color: bad ? Theme.colors.bad : Theme.colors.line

    Item {
        width: parent.width
        height: Math.max(titles.height, tryIt.visible ? tryIt.height : 0, mark.height)

        Icon {
            id: picture
            anchors.verticalCenter: parent.verticalCenter
            name: card.device.icon
            size: Theme.iconButton
            tint: Theme.colors.text
        }
        Column {
            id: titles
            anchors.verticalCenter: parent.verticalCenter
            x: picture.width + Theme.space3
            width: mark.x - x - Theme.space2
            Words {
                width: parent.width
                text: card.device.title
                role: Theme.lead
                bold: true
            }
            Words {
                width: parent.width
                text: card.device.driver
                role: Theme.small
                color: Theme.colors.muted
            }
        }
        Mark {
            id: mark
            anchors.verticalCenter: parent.verticalCenter
            x: (tryIt.visible ? tryIt.x - Theme.space3 : parent.width) - width
            icon: card.device.mark
            text: card.device.text
            tint: card.ink
            role: Theme.body
        }
        KioskButton {
            id: tryIt
            visible: !card.bad
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            text: card.device.tryText
            waiting: card.busy
            onClicked: card.wanted()
        }
    }
    Words {
        visible: text !== ""
        width: parent.width
        text: card.device.hint
    }
    KioskButton {
        visible: card.device.paper && !card.bad
        width: parent.width
        icon: "receipt-text"
        //: Test: does the printer tell when its paper is taken out?
        text: qsTr("Thử hết giấy")
        waiting: card.busy
        onClicked: card.paperOut()
    }
    FindingRow {
        visible: card.device.tried.text !== ""
        width: parent.width
        level: card.device.tried.level
        text: card.device.tried.text
        remedy: card.bad ? "" : card.device.tried.remedy
    }
    Rectangle {
        visible: card.bad
        width: parent.width
        height: 2
        color: Theme.colors.line
    }
    Words {
        visible: card.bad
        width: parent.width
        //: %1 is a code such as TB-05, %2 the technical name of the fault.
        text: qsTr("Mã lỗi %1 · %2").arg(card.device.code).arg(card.device.fault)
        bold: true
    }
    Repeater {
        model: card.bad ? card.device.steps : []
        Words {
            required property string modelData
            required property int index
            width: parent?.width ?? 0
            text: (index + 1) + ". " + modelData
        }
    }
    Grid {
        id: acts
        visible: card.bad
        width: parent.width
        columns: Theme.largest ? 1 : 3
        spacing: Theme.space2
        readonly property real share: (width - (columns - 1) * spacing) / columns
        KioskButton {
            width: acts.share
            role: Theme.body
            icon: card.device.icon
            kind: "primary"
            text: card.device.tryText
            waiting: card.busy
            onClicked: card.wanted()
        }
        KioskButton {
            width: acts.share
            role: Theme.body
            icon: "refresh-cw"
            //: Close a device and open it anew.
            text: qsTr("Kết nối lại")
            onClicked: card.openedAgain()
        }
        KioskButton {
            width: acts.share
            role: Theme.body
            icon: "scroll-text"
            text: qsTr("Nhật ký")
            onClicked: card.logged()
        }
    }
}
