// The dossiers of this machine: how many wait, came back, were sent; each with its state and why.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

StaffPage {
    id: queue

    readonly property var names: ({
            waiting: {
                icon: "hourglass",
                //: Pile of dossiers on the staff's board.
                text: qsTr("Chờ gửi"),
                tint: Theme.colors.warn
            },
            returned: {
                icon: "undo-2",
                text: qsTr("Bị trả lại"),
                tint: Theme.colors.bad
            },
            sent: {
                icon: "circle-check-big",
                text: qsTr("Đã gửi"),
                tint: Theme.colors.ok
            }
        })

    Row {
        id: piles
        width: parent.width
        spacing: Theme.gap

        Repeater {
            model: queue.vm.counts.length
            PileTile {
                required property int index
                readonly property var said: queue.vm.counts[index]
                width: (piles.width - 2 * piles.spacing) / 3
                icon: queue.names[said.id].icon
                text: queue.names[said.id].text
                tint: queue.names[said.id].tint
                count: said.count
                chosen: queue.vm.pile === said.id
                onClicked: queue.vm.showPile(said.id)
            }
        }
    }
    Words {
        width: parent.width
        visible: text !== ""
        role: Theme.body
        color: Theme.colors.muted
        text: {
            if (queue.vm.rows.length === 0)
                //: The list of dossiers is empty.
                return qsTr("Không có hồ sơ nào.");
            //: %1 is a pile of dossiers such as "Chờ gửi", %2 a time of day.
            return queue.vm.nextTry !== "" ? qsTr("%1 · lần thử tới: %2").arg(queue.names[queue.vm.pile].text).arg(queue.vm.nextTry) : queue.names[queue.vm.pile].text;
        }
    }
    Repeater {
        model: queue.vm.rows
        DossierRow {
            width: parent?.width ?? 0
            vm: queue.vm
        }
    }
    Message {
        width: parent.width
        visible: queue.vm.machines.some(one => one.fault !== "" || one.low)
        kind: "warn"
        text: qsTr("Có thiết bị cần xem: mở trang Thiết bị.")
    }
    KioskButton {
        width: parent.width
        visible: queue.vm.pile === "waiting" && queue.vm.rows.length > 0 && queue.vm.rights.includes("send_again")
        icon: "refresh-cw"
        text: qsTr("Thử gửi lại tất cả ngay")
        waiting: queue.vm.working
        onClicked: queue.vm.act("send_again", "")
    }
}
