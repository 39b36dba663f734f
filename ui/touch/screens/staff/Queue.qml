// The dossiers of this machine: how many wait, came back, were sent; what ails the machine; each with state and why.
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
    Message {
        width: parent.width
        visible: queue.vm.ailing !== ""
        kind: "warn"
        text: queue.vm.ailing
    }
    Mark {
        visible: queue.vm.ailing === ""
        icon: "check"
        tint: Theme.colors.ok
        role: Theme.body
        text: qsTr("Thiết bị và ổ đĩa: đều tốt")
    }
    Words {
        width: parent.width
        text: queue.vm.underPiles
        color: Theme.colors.muted
    }
    KioskButton {
        width: parent.width
        visible: queue.vm.maySendAgain
        icon: "refresh-cw"
        text: qsTr("Thử gửi lại tất cả ngay")
        waiting: queue.vm.working
        onClicked: queue.vm.act("send_again", "")
    }
    Repeater {
        model: queue.vm.rows
        DossierRow {
            width: parent?.width ?? 0
            vm: queue.vm
        }
    }
}
