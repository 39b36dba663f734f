// The live camera and what it is on for, or the scanner.
import QtQuick
import touch.theme
import touch.controls

Column {
    id: step

    required property IdentifyViewModel vm
    required property real room // height there is

    spacing: Theme.space3

    CameraView {
        width: parent.width
        visible: step.vm.aimsByPicture
        height: Math.min(640, width * 0.62, step.room - (note.visible ? note.height + step.spacing : 0))
        away: step.vm.cameraAway
        frame: step.vm.picture
    }
    CardDrawing {
        width: parent.width
        height: Math.min(implicitHeight, step.room)
        visible: !step.vm.aimsByPicture && !step.vm.cameraAway && step.room > 300 // the drawing has room, or there is none
        act: "show"
    }
    Message {
        id: note
        width: parent.width
        visible: !step.vm.cameraAway && step.vm.aimsByPicture
        icon: "camera"
        title: qsTr("Camera đang bật")
        text: qsTr("Chỉ để đọc mã QR trên thẻ. Hình không được lưu, camera tắt khi đọc xong.")
    }
}
