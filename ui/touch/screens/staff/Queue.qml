// The dossiers of this machine: how many wait, came back, were sent; each with its state and why.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

StaffPage {
    id: queue

    Row {
        id: piles
        width: parent.width
        spacing: Theme.gap

        Repeater {
            model: queue.vm.piles.length
            PileTile {
                required property int index
                width: (piles.width - 2 * piles.spacing) / 3
                pile: queue.vm.piles[index]
                onClicked: queue.vm.showPile(pile.id)
            }
        }
    }
    Words {
        width: parent.width
        text: queue.vm.underPiles
        color: Theme.colors.muted
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
        visible: queue.vm.machines.some(one => one.kind !== "ok")
        kind: "warn"
        text: qsTr("Có thiết bị cần xem: mở trang Thiết bị.")
    }
    KioskButton {
        width: parent.width
        visible: queue.vm.maySendAgain
        icon: "refresh-cw"
        text: qsTr("Thử gửi lại tất cả ngay")
        waiting: queue.vm.working
        onClicked: queue.vm.act("send_again", "")
    }
}
