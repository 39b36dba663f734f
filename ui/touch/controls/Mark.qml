// Icon and word in one colour on one line: the shape of every mark.
import QtQuick
import touch.theme

Row {
    id: mark

    required property string icon
    required property string text
    required property color tint
    property TypeRole role: Theme.small
    property bool iconOnly: false
    property bool wraps: false // takes as many lines as it needs in the width it has
    property int iconSize: Math.round(role.px * 1.25)
    readonly property real wanted: iconSize + spacing + Math.ceil(words.implicitWidth) // width of one line

    spacing: Theme.space1
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        name: mark.icon
        size: mark.iconSize
        tint: mark.tint
    }
    Words {
        id: words
        visible: !mark.iconOnly
        anchors.verticalCenter: parent.verticalCenter
        text: mark.text
        role: mark.role
        bold: true
        color: mark.tint
        width: mark.wraps ? mark.width - mark.iconSize - mark.spacing : implicitWidth
        wrapMode: mark.wraps ? Text.Wrap : Text.NoWrap
        Accessible.ignored: true
    }
}
