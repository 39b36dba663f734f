// The live camera, what to do before it, and what it is on for.
import QtQuick
import touch.theme
import touch.controls

Column {
    id: step

    required property IdentifyViewModel vm
    readonly property bool away: vm.faultCode === "TB-03"

    spacing: Theme.space3

    CameraView {
        width: parent.width
        height: Math.min(640, width * 0.62)
        stage: step.away ? "missing" : "looking"
        frame: step.vm.picture
    }
    Message {
        width: parent.width
        visible: !step.away
        icon: "camera"
        title: qsTr("Camera đang bật")
        text: qsTr("Chỉ để đọc mã QR trên thẻ. Hình không được lưu, camera tắt khi đọc xong.")
    }
}
