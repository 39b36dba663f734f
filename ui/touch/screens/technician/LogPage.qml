// The newest lines of the journal as they were written: nothing of a person is in them.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

TechnicianPage {
    id: log

    Words {
        width: parent.width
        visible: log.vm.log.length === 0
        text: qsTr("Chưa có dòng nào từ khi màn hình mở.")
    }
    Repeater {
        model: log.vm.log
        Words {
            required property var modelData
            width: parent?.width ?? 0
            text: modelData.at + "  " + modelData.text
            role: Theme.small
            bold: modelData.level === "error" || modelData.level === "critical"
            color: ({ error: Theme.colors.bad, critical: Theme.colors.bad, warning: Theme.colors.warn })[modelData.level] ?? Theme.colors.text
        }
    }
}
