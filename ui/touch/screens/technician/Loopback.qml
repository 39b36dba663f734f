// The code that the scanner under test is to read from this very screen.
import QtQuick
import touch.theme
import touch.controls
import touch.screens

Item {
    id: loopback

    required property TechnicianViewModel vm

    Column {
        anchors.centerIn: parent
        width: parent.width
        spacing: Theme.space3
        CodePicture {
            anchors.horizontalCenter: parent.horizontalCenter
            source: loopback.vm.loopback
            side: 480
            //: Spoken name of a QR code that a technician shows to the scanner.
            name: qsTr("Mã thử")
        }
        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("Đưa gương hoặc điện thoại chụp mã này trước đầu đọc.")
        }
    }
}
