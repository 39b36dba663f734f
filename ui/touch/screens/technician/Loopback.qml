// The code that the scanner under test is to read from this very screen.
import QtQuick
import touch.theme
import touch.controls

Item {
    id: loopback

    required property TechnicianViewModel vm

    Column {
        anchors.centerIn: parent
        width: parent.width
        spacing: Theme.space3
        Image {
            anchors.horizontalCenter: parent.horizontalCenter
            source: loopback.vm.loopback
            width: implicitWidth * Math.max(3, Math.floor(480 / Math.max(1, implicitWidth)))
            height: width
            smooth: false
            Accessible.role: Accessible.Graphic
            //: Spoken name of a QR code that a technician shows to the scanner.
            Accessible.name: qsTr("Mã thử")
        }
        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("Đưa gương hoặc điện thoại chụp mã này trước đầu đọc.")
        }
    }
}
