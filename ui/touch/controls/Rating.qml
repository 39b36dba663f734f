// Was it easy? Five faces with words; may be skipped. `value` 1…5, 0 while none is chosen.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme

Row {
    id: rating

    property int value: 0
    readonly property var faces: [
        {
            icon: "angry",
            //: Rating 1 of 5 of how easy the kiosk was.
            text: qsTr("Rất khó")
        },
        {
            icon: "frown",
            //: Rating 2 of 5.
            text: qsTr("Khó")
        },
        {
            icon: "meh",
            //: Rating 3 of 5.
            text: qsTr("Tạm được")
        },
        {
            icon: "smile",
            //: Rating 4 of 5.
            text: qsTr("Dễ")
        },
        {
            icon: "laugh",
            //: Rating 5 of 5.
            text: qsTr("Rất dễ")
        }
    ]

    signal rated(int value)

    spacing: Theme.gap

    Repeater {
        model: rating.faces
        Face {
            required property int index
            required property var modelData
            width: (rating.width - 4 * rating.spacing) / 5
            text: modelData.text
            icon: modelData.icon
            chosen: rating.value === index + 1
            onClicked: rating.rated(index + 1)
        }
    }
}
