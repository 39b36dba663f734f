// What was counted on this machine; never an official score.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

StaffPage {
    id: figures

    Message {
        width: parent.width
        kind: "info"
        text: qsTr("Chỉ số tại máy, không phải điểm chính thức.")
    }
}
