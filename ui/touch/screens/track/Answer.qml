// The state in words, what to do now, both numbers.
import QtQuick
import touch.theme
import touch.controls
import touch.screens

Card {
    id: answer

    required property TrackViewModel vm
    readonly property bool known: vm.dossierCode !== ""

    StateMark {
        delivery: answer.vm.delivery
        room: answer.width - 2 * answer.padding
    }
    NextStep {
        width: parent.width
        delivery: answer.vm.delivery
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
