// One key. It never takes the focus: the entry being typed in keeps it. Faces: letter, alt, soft, tone, chosen, primary, line.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

Pressable {
    id: key

    required property string text
    property string caption: "" // a second, small line
    property string icon: ""
    property string face: "letter"
    property bool preview: false // show the letter above the finger while it is pressed
    property TypeRole role: text.length === 1 && face !== "alt" && caption === "" ? Theme.keyLetter : Theme.body

    readonly property bool strong: face === "primary" || face === "chosen"
    readonly property bool pale: face === "soft" || face === "tone"
    readonly property color ink: {
        if (strong)
            return Theme.colors.primaryInk;
        return pale ? Theme.colors.softInk : face === "line" ? Theme.colors.primary : Theme.colors.text;
    }
    readonly property color paper: {
        if (strong)
            return pressed ? Theme.colors.pressed : Theme.colors.primary;
        if (pressed)
            return Theme.highContrast ? Theme.colors.control : Theme.colors.soft;
        if (pale)
            return Theme.colors.soft;
        return face === "line" ? Theme.colors.surface : face === "alt" ? Theme.colors.keyAlt : Theme.colors.key;
    }

    name: text
    keepsFocus: false
    radius: Theme.space2 - 2
    implicitHeight: Theme.letterHeight
    z: pressed ? 1 : 0

    Rectangle {
        visible: key.face !== "line" && Theme.keyShadowDepth > 0
        anchors.fill: parent
        anchors.topMargin: Theme.keyShadowDepth
        anchors.bottomMargin: -Theme.keyShadowDepth
        radius: key.radius
        color: Theme.colors.keyShadow
    }
    Rectangle {
        anchors.fill: parent
        radius: key.radius
        color: key.paper
        border.width: key.face === "line" || key.face === "tone" || Theme.highContrast ? Theme.borderCard : 0
        border.color: key.strong || key.pale || key.face === "line" ? Theme.colors.primary : Theme.colors.keyEdge
    }
    Row {
        anchors.centerIn: parent
        spacing: Theme.space1
        layoutDirection: key.icon === "chevron-right" ? Qt.RightToLeft : Qt.LeftToRight
        Icon {
            visible: key.icon !== ""
            anchors.verticalCenter: parent.verticalCenter
            name: key.icon
            size: key.text !== "" && key.caption === "" && key.face === "line" ? 40 : Theme.iconButton
            tint: key.pressed && Theme.highContrast && !key.strong ? Theme.colors.primaryInk : key.ink
        }
        Column {
            visible: label.text !== ""
            anchors.verticalCenter: parent.verticalCenter
            Words {
                id: label
                anchors.horizontalCenter: parent.horizontalCenter
                width: Math.min(implicitWidth, key.width - Theme.space2 - (key.icon === "" ? 0 : Theme.iconButton))
                text: key.icon !== "" && key.face !== "line" ? "" : key.text
                role: key.role
                bold: key.face !== "letter" && key.face !== "alt"
                color: key.pressed && Theme.highContrast && !key.strong ? Theme.colors.primaryInk : key.ink
                lineHeight: key.caption === "" ? role.line : 46
                wrapMode: Text.NoWrap
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 22
                horizontalAlignment: Text.AlignHCenter
                Accessible.ignored: true
            }
            Words {
                visible: text !== ""
                anchors.horizontalCenter: parent.horizontalCenter
                text: key.caption
                role: Theme.small
                font.pixelSize: 26
                lineHeight: 32
                color: key.ink
                Accessible.ignored: true
            }
        }
    }
    Loader {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.top
        active: key.preview && key.pressed
        sourceComponent: Rectangle {
            width: Math.max(key.width, 120)
            height: 130
            radius: Theme.radiusControl
            color: Theme.colors.surface
            border.width: Theme.borderCard
            border.color: Theme.colors.primary
            Words {
                anchors.centerIn: parent
                text: key.text
                role: Theme.display
                lineHeight: 110
                Accessible.ignored: true
            }
        }
    }
}
