// What became of the last act or of the attempt to sign in.
import QtQuick
import touch.controls

Message {
    id: notices

    required property StaffViewModel vm

    readonly property var known: ({
            done: {
                kind: "ok",
                //: Staff's board: the act was done.
                text: qsTr("Đã làm xong.")
            },
            printed: {
                kind: "ok",
                text: qsTr("Đã in xong, ở khe bên dưới màn hình.")
            },
            not_printed: {
                kind: "bad",
                text: qsTr("Chưa in được. Xem giấy và máy in.")
            },
            unknown_number: {
                kind: "warn",
                text: qsTr("Máy này không giữ hồ sơ có số đó.")
            },
            busy: {
                kind: "warn",
                text: qsTr("Hồ sơ đang gửi. Thử lại sau một phút.")
            },
            not_allowed: {
                kind: "warn",
                text: qsTr("Vai trò này không được làm việc đó.")
            },
            not_recorded: {
                kind: "bad",
                text: qsTr("Không ghi được nhật ký nên chưa làm. Báo kỹ thuật viên.")
            },
            not_complete: {
                kind: "warn",
                text: qsTr("Còn thiếu hoặc sai. Xem lại số, họ tên và ngày sinh.")
            }
        })
    readonly property var now: known[vm.notice] ?? ({
            kind: "warn",
            //: Sign-in was refused; %1 is a number of seconds, then of minutes.
            text: vm.wait < 60 ? qsTr("Chờ %1 giây rồi thử lại.").arg(vm.wait) : qsTr("Chờ %1 phút rồi thử lại.").arg(Math.ceil(vm.wait / 60))
        })

    visible: vm.notice !== "" || vm.refused && !vm.signedIn
    kind: now.kind
    title: vm.notice === "" ? qsTr("Chưa đăng nhập được") : ""
    text: now.text
}
