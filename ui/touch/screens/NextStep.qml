// What a dossier's state means for the person, and what to do now; never more than is known.
import QtQuick
import touch.theme
import touch.controls

Words {
    required property string delivery

    role: Theme.largest ? Theme.body : Theme.lead
    text: ({
            queued: qsTr("Hồ sơ đã niêm phong ở máy này, sẽ tự gửi đi. Không phải làm lại."),
            sending: qsTr("Hồ sơ đang được gửi đi. Không phải làm lại."),
            sent: qsTr("Cơ quan giải quyết đã nhận đủ, đang xem để tiếp nhận."),
            accepted: qsTr("Cơ quan giải quyết đã tiếp nhận. Dùng mã hồ sơ để hỏi kết quả."),
            returned: qsTr("Cơ quan giải quyết cần thêm. Đem biên nhận đến quầy, cán bộ chỉ phần còn thiếu."),
            refused: qsTr("Cơ quan giải quyết không nhận hồ sơ này. Đem biên nhận đến quầy để biết lý do."),
            blocked: qsTr("Cán bộ cần xem hồ sơ này. Đem biên nhận đến quầy.")
        })[delivery === "quarantined" ? "blocked" : delivery]
}
