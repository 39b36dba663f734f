// Three ways to type accents; the parts of one switch touch each other.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

Rectangle {
    id: chooser

    readonly property var methods: [
        {
            id: "marks",
            //: Way of typing: keys for the accents. The short form is for large text.
            text: Theme.largest ? qsTr("Dấu") : qsTr("Phím dấu")
        },
        {
            id: "telex",
            text: "Telex"
        },
        {
            id: "vni",
            text: "VNI"
        }
    ]

    radius: Theme.space2 - 2
    color: Theme.colors.keyAlt
    border.width: Theme.highContrast ? Theme.borderCard : 0
    border.color: Theme.colors.keyEdge

    Row {
        anchors.fill: parent
        Repeater {
            model: chooser.methods
            Pressable {
                id: part
                required property var modelData
                readonly property bool chosen: Typing.method === modelData.id
                width: chooser.width / 3
                height: chooser.height
                radius: chooser.radius
                keepsFocus: false
                name: modelData.text
                Accessible.role: Accessible.RadioButton
                Accessible.checkable: true
                Accessible.checked: chosen
                onClicked: Typing.method = modelData.id

                Rectangle {
                    anchors.fill: parent
                    visible: part.chosen || part.pressed
                    radius: part.radius
                    color: Theme.colors.surface
                    border.width: Theme.borderCard + 1
                    border.color: Theme.colors.primary
                }
                Words {
                    anchors.centerIn: parent
                    width: Math.min(implicitWidth, parent.width - Theme.space2)
                    text: part.modelData.text
                    bold: part.chosen
                    color: part.chosen ? Theme.colors.primary : Theme.colors.text
                    wrapMode: Text.NoWrap
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: 24
                    Accessible.ignored: true
                }
            }
        }
    }
}
