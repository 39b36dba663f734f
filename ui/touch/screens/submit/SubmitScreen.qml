// The dossier is being sealed and stored; ends by itself.
import QtQuick
import touch.theme
import touch.controls
import touch.screens

Page {
    id: screen

    required property SubmitViewModel vm

    step: 6
    //: Title while the dossier is sealed and stored.
    title: qsTr("Đang lưu hồ sơ")
    lead: qsTr("Máy đang niêm phong hồ sơ. Xin chờ vài giây.")
    backText: ""

    Column {
        width: parent.width
        spacing: Theme.space4

        Card {
            width: parent.width
            visible: !trouble.visible

            TaskLine {
                width: parent.width
                text: qsTr("Đang niêm phong và lưu vào máy")
                stage: "now"
            }
            TaskLine {
                width: parent.width
                text: qsTr("Gửi đến cơ quan giải quyết")
                stage: "later"
            }
        }
        Trouble {
            id: trouble
            width: parent.width
            fault: screen.vm.fault
        }
        KioskButton {
            width: parent.width
            visible: trouble.visible
            kind: "primary"
            text: qsTr("Thử lại")
            icon: "refresh-cw"
            onClicked: screen.vm.tryAgain()
        }
    }
}
