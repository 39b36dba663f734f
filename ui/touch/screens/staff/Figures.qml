// What was counted on this machine in thirty days, a bar each, with numerator and denominator; never an official score.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

StaffPage {
    id: figures

    Message {
        width: parent.width
        text: qsTr("30 ngày gần đây. Chỉ số tại máy, không phải điểm chính thức.")
    }
    Repeater {
        model: figures.vm.figures
        Item {
            id: figure
            required property var modelData
            readonly property real share: Math.min(1, modelData.fraction)
            width: parent?.width ?? 0
            implicitHeight: words.height + (share >= 0 ? bar.height + Theme.space1 : 0)

            Row {
                id: words
                width: parent.width
                spacing: Theme.space2
                Words {
                    width: parent.width - value.width - parent.spacing - (detail.visible ? detail.width + parent.spacing : 0)
                    text: figure.modelData.label
                }
                Words {
                    id: detail
                    visible: text !== ""
                    text: figure.modelData.detail
                    role: Theme.small
                    color: Theme.colors.muted
                }
                Words {
                    id: value
                    text: figure.modelData.value
                    bold: true
                }
            }
            Rectangle {
                id: bar
                visible: figure.share >= 0
                anchors.bottom: parent.bottom
                width: parent.width
                height: 20
                radius: height / 2
                color: Theme.colors.sunken
                border.width: Theme.highContrast ? 2 : 0
                border.color: Theme.colors.line

                Rectangle {
                    width: Math.max(parent.height, parent.width * figure.share)
                    visible: figure.share > 0
                    height: parent.height
                    radius: parent.radius
                    color: Theme.colors.primary
                }
            }
        }
    }
}
