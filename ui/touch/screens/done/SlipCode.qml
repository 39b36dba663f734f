// The slip's QR code, black on white in every colour scheme, each module a whole number of pixels.
import QtQuick

Image {
    property int side: 184

    visible: source.toString() !== ""
    width: implicitWidth > 0 ? implicitWidth * Math.max(3, Math.floor(side / implicitWidth)) : 0
    height: width
    smooth: false
    cache: false
    Accessible.role: Accessible.Graphic
    //: Spoken name of the QR code on the last screen.
    Accessible.name: qsTr("Mã QR của biên nhận")
}
