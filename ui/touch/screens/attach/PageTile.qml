// One page taken: what it looks like, which it is; chosen, it can be moved, taken again or thrown away.
import QtQuick
import touch.theme
import touch.controls

Pressable {
    id: tile

    required property string source
    required property int number
    property bool chosen: false

    //: A page of a paper, %1 its number.
    name: qsTr("Trang %1").arg(number)
    radius: Theme.radiusControl
    implicitWidth: 187
    implicitHeight: 260
    Accessible.checkable: true
    Accessible.checked: chosen

    Plate {
        under: tile
        chosen: tile.chosen
    }
    Image {
        anchors.top: parent.top
        anchors.topMargin: Theme.space2
        anchors.horizontalCenter: parent.horizontalCenter
        width: parent.width - 2 * Theme.space2
        height: parent.height - label.height - 3 * Theme.space1 - Theme.space2
        source: tile.source
        sourceSize.height: 360
        cache: false
        fillMode: Image.PreserveAspectFit
        Accessible.ignored: true
    }
    Words {
        id: label
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space1
        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        text: tile.name
        role: Theme.small
        bold: true
        Accessible.ignored: true
    }
}
