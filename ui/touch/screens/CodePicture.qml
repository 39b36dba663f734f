// A QR code, black on white in every colour scheme, each module a whole number of pixels; nothing without one.
import QtQuick

Image {
    required property string name // spoken
    property int side: 184 // px at the most, unless its modules would be smaller than three

    visible: source.toString() !== ""
    width: implicitWidth > 0 ? implicitWidth * Math.max(3, Math.floor(side / implicitWidth)) : 0
    height: width
    smooth: false
    cache: false
    Accessible.role: Accessible.Graphic
    Accessible.name: name
}
