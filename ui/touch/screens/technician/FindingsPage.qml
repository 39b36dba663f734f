// What the self-test found of network or system, and the door to what belongs to it: queue or settings.
pragma ComponentBehavior: Bound
import QtQuick
import touch.controls

TechnicianPage {
    id: page

    readonly property bool network: vm.page === "network"

    KioskButton {
        width: parent.width
        icon: page.network ? "list" : "sliders-horizontal"
        text: page.network ? qsTr("Hồ sơ chờ gửi") : qsTr("Cấu hình")
        onClicked: page.vm.turn(page.network ? "queue" : "settings")
    }
    Words {
        visible: page.vm.findings.length === 0
        width: parent.width
        text: page.vm.trying === "all" ? qsTr("Đang kiểm tra, mất vài giây.") : qsTr("Chưa kiểm tra. Bấm Kiểm tra tất cả.")
    }
    Findings {
        told: page.vm.findings
    }
}
