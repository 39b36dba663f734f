// Out of service: why in plain words, where to go instead, that filed dossiers are safe.
import QtQuick
import touch.theme
import touch.controls
import touch.screens

SheetPage {
    id: screen

    required property ClosedViewModel vm

    //: Title while the machine is out of service.
    title: qsTr("Máy này tạm nghỉ")
    titleRole: Theme.display
    lead: screen.vm.fault.happened
    backText: ""

    Hills {
        parent: screen
        z: -1
        width: screen.width
        y: screen.height - height
    }
    Subheading {
        width: parent.width
        //: Title over what a person can do while the machine is out of service.
        text: qsTr("Có thể làm ngay")
    }
    Card {
        width: parent.width
        Thing {
            width: parent.width
            icon: "users-round"
            text: qsTr("Đến quầy, có cán bộ giúp")
            hint: screen.vm.fault.now
        }
    }
    Message {
        width: parent.width
        kind: "ok"
        icon: "shield-check"
        //: Out of service: what was filed here is safe.
        text: qsTr("Hồ sơ đã nộp trên máy này vẫn an toàn.")
    }
    KioskButton {
        width: parent.width
        height: Theme.actionHeight
        icon: "concierge-bell"
        text: qsTr("Gọi cán bộ đến đây")
        onClicked: screen.vm.callStaff()
    }
    Words {
        width: parent.width
        visible: screen.vm.fault.code !== ""
        text: qsTr("Mã cho cán bộ: %1").arg(screen.vm.fault.code)
        horizontalAlignment: Text.AlignHCenter
    }
}
