// The state in words, what to do now, both numbers.
import QtQuick
import touch.theme
import touch.controls

Card {
    id: answer

    required property TrackViewModel vm
    readonly property bool known: vm.dossierCode !== ""

    readonly property string next: ({
            queued: qsTr("Hồ sơ còn ở máy này và sẽ tự gửi khi có mạng. Không phải làm lại."),
            sending: qsTr("Hồ sơ đang được gửi đi. Không phải làm lại."),
            sent: qsTr("Cơ quan giải quyết đã nhận đủ, đang xem để tiếp nhận."),
            accepted: qsTr("Cơ quan giải quyết đã tiếp nhận. Dùng mã hồ sơ để hỏi kết quả."),
            returned: qsTr("Cơ quan giải quyết cần thêm. Đem biên nhận đến quầy, cán bộ chỉ phần còn thiếu."),
            blocked: qsTr("Cán bộ cần xem hồ sơ này. Đem biên nhận đến quầy.")
        })[vm.delivery === "quarantined" ? "blocked" : vm.delivery]

    StateMark {
        delivery: answer.vm.delivery
    }
    Words {
        width: parent.width
        text: answer.next
        role: Theme.lead
    }
    Words {
        width: parent.width
        text: answer.known ? qsTr("Mã hồ sơ") : qsTr("Chưa có mã hồ sơ")
        color: Theme.colors.muted
    }
    Words {
        width: parent.width
        visible: answer.known
        text: answer.vm.dossierCode
        role: Theme.h2
        code: true
        wrapMode: Text.WrapAnywhere
    }
    Words {
        width: parent.width
        text: qsTr("Số phiếu tại máy")
        color: Theme.colors.muted
    }
    Words {
        width: parent.width
        text: answer.vm.localNumber
        role: Theme.h2
        code: true
        wrapMode: Text.WrapAnywhere
    }
}
