// On every screen while any device is simulated: a simulator never passes for a device.
import QtQuick
import touch.theme

Rectangle {
    implicitHeight: Theme.bannerHeight
    color: Theme.colors.sim
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text

    Words {
        id: words
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.space2
        horizontalAlignment: Text.AlignHCenter
        //: Banner while a device is simulated: test machine, accepts no real dossiers.
        text: qsTr("MÁY CHẠY THỬ – thiết bị mô phỏng, không nhận hồ sơ thật")
        role: Theme.small
        bold: true
        font.pixelSize: Theme.small.sizes[0]
        lineHeight: Theme.small.lines[0]
        maximumLineCount: 1
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 20
        color: Theme.colors.simInk
        Accessible.ignored: true
    }
}
