// The state of the dossier beside the tick, in words that never say more than is true.
import QtQuick
import touch.theme
import touch.controls

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
            spacing: Theme.space3
            Icon {
                name: outcome.accepted ? "circle-check-big" : "shield-check"
                size: Theme.iconTile
                tint: Theme.colors.ok
                anchors.verticalCenter: parent.verticalCenter
            }
            StateMark {
                delivery: outcome.vm.delivery
                anchors.verticalCenter: parent.verticalCenter
            }
        }
        Words {
            width: parent.width
            role: Theme.lead
            text: {
                if (outcome.accepted)
                    return qsTr("Cơ quan giải quyết đã nhận hồ sơ và cấp mã.");
                if (!outcome.vm.online)
                    return qsTr("Máy đang mất mạng. Hồ sơ sẽ tự gửi đi khi có mạng. Không phải làm lại.");
                return qsTr("Đã niêm phong, sẽ tự gửi đi. Không phải làm lại.");
            }
        }
        Numbers {
            width: parent.width
            vm: outcome.vm
        }
    }
}
