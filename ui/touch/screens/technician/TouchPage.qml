// The touch panel: how the last grid was touched.
import QtQuick
import touch.theme
import touch.controls

TechnicianPage {
    id: page

    Words {
        width: parent.width
        text: qsTr("Chạm vào giữa từng dấu cộng trên cả màn hình. Dừng tay 8 giây thì kết thúc; dấu chưa chạm là điểm hỏng.")
    }
    Findings {
        told: page.vm.touch.findings
    }
    Rectangle {
        readonly property real ratio: page.Window.width > 0 ? page.Window.height / page.Window.width : 1
        visible: page.vm.touch.crosses.length > 0
        width: Math.min(parent.width, 700 / Math.max(1, ratio))
        height: width * ratio
        color: Theme.colors.surface
        border.width: Theme.borderCard
        border.color: Theme.colors.control

        TouchGrid {
            anchors.fill: parent
            crosses: page.vm.touch.crosses
            arm: 14
            small: true
        }
    }
}
