// One face of the rating, or any small card of an icon over a word that can be chosen.
import QtQuick
import touch.theme

Pressable {
    id: face

    required property string text
    required property string icon
    property bool chosen: false

    name: text
    implicitHeight: Math.max(168, inside.implicitHeight + 2 * Theme.space2)
    Accessible.role: Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: chosen

    Plate {
        under: face
        chosen: face.chosen
    }
    Column {
        id: inside
        anchors.centerIn: parent
        width: parent.width - Theme.space2
        spacing: Theme.space1

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: face.icon
            size: Theme.iconTile
        }
        Words {
            width: parent.width
            text: face.text
            role: Theme.small
            bold: true
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
    }
}
