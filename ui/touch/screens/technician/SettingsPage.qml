// The settings in force and who says so; new ones that were brought are checked, put into use, taken back.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

TechnicianPage {
    id: settings

    readonly property var now: vm.settings

    Message {
        width: parent.width
        kind: settings.now.brought === "" ? "info" : "warn"
        text: settings.now.brought === "" ? qsTr("Không có cấu hình mới. Đặt tệp kiosk.toml.new cạnh cấu hình đang dùng.") : qsTr("Có cấu hình mới: %1").arg(settings.now.brought)
    }
    Words {
        width: parent.width
        visible: settings.now.brought !== "" && !settings.now.mayChange
        //: %1 is the file with the new settings.
        text: qsTr("Cấu hình là của root: kiểm tra được ở đây, đưa vào dùng bằng lệnh sudo kiosk config apply %1").arg(settings.now.brought)
    }
    KioskButton {
        width: parent.width
        visible: settings.now.brought !== ""
        icon: "search-check"
        text: qsTr("Kiểm tra cấu hình mới")
        waiting: settings.vm.trying === "settings"
        onClicked: settings.vm.changeSettings("check")
    }
    KioskButton {
        width: parent.width
        visible: settings.now.mayGoBack
        icon: "undo-2"
        text: qsTr("Quay lại cấu hình trước")
        waiting: settings.vm.trying === "settings"
        onClicked: settings.vm.changeSettings("rollback")
    }
    Findings {
        told: settings.now.findings
    }
    Repeater {
        model: settings.now.rows
        Column {
            id: row
            required property var modelData
            width: parent?.width ?? 0

            Words {
                width: parent.width
                text: row.modelData.path + " = " + row.modelData.value
            }
            Words {
                width: parent.width
                text: row.modelData.source
                role: Theme.small
                color: row.modelData.plain ? Theme.colors.muted : Theme.colors.primary
            }
        }
    }
}
