// Shows a hidden number for a moment; the headset then hears it.
import QtQuick
import touch.theme

KioskButton {
    required property string of // what the number is

    width: Theme.target + Theme.space1
    height: width
    text: ""
    icon: "eye"
    //: Spoken name of the eye beside a hidden number; %1 is what it is.
    name: qsTr("Hiện số: %1").arg(of)
}
