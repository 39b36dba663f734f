// The state of the dossier beside the tick, in words that never say more than is true.
import QtQuick
import touch.theme
import touch.controls
import touch.screens

Rectangle {
    id: outcome

    required property DoneViewModel vm
    readonly property bool accepted: vm.delivery === "accepted"

    implicitHeight: inside.implicitHeight + 2 * Theme.space3
    radius: Theme.radiusPanel
    color: Theme.colors.okSoft
    border.width: Theme.highContrast ? Theme.borderControl : 0
    border.color: Theme.colors.ok

    Column {
        id: inside
        x: Theme.space4
        y: Theme.space3
        width: parent.width - 2 * x
        spacing: Theme.space3

        Row {
            id: line
            width: parent.width
            spacing: Theme.space3
            Icon {
                id: tick
                name: outcome.accepted ? "circle-check-big" : "shield-check"
                size: Theme.iconTile
                tint: Theme.colors.ok
                anchors.verticalCenter: parent.verticalCenter
            }
            StateMark {
                delivery: outcome.vm.delivery
                room: line.width - tick.width - line.spacing
                anchors.verticalCenter: parent.verticalCenter
            }
        }
        NextStep {
            width: parent.width
            visible: outcome.vm.online || delivery !== "queued"
            delivery: outcome.vm.delivery
        }
        Words {
            width: parent.width
            visible: !outcome.vm.online && outcome.vm.delivery === "queued"
            role: Theme.largest ? Theme.body : Theme.lead
            text: qsTr("Máy đang mất mạng. Hồ sơ sẽ tự gửi đi khi có mạng. Không phải làm lại.")
        }
        Numbers {
            width: parent.width
            vm: outcome.vm
        }
    }
}
