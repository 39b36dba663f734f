// What became of the last act or of the attempt to sign in.
import QtQuick
import touch.controls

Message {
    required property StaffViewModel vm

    visible: vm.notice.text !== ""
    kind: vm.notice.kind
    title: vm.notice.title
    text: vm.notice.text
}
