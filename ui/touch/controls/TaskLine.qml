// One step of something the machine does: "done", "now" or "later", as an icon and words.
import QtQuick
import touch.theme

Row {
    id: line

    required property string text
    required property string stage

    spacing: Theme.space3
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Item {
        width: Theme.iconButton
        height: Math.max(width, words.lineHeight)

        Spinner {
            anchors.centerIn: parent
            visible: line.stage === "now"
            size: parent.width
        }
        Icon {
            anchors.centerIn: parent
            visible: line.stage !== "now"
            name: line.stage === "done" ? "circle-check-big" : "circle"
            size: parent.width
            tint: line.stage === "done" ? Theme.colors.ok : Theme.colors.control
        }
    }
    Words {
        id: words
        width: line.width - Theme.iconButton - line.spacing
        text: line.text
        role: Theme.lead
        bold: line.stage === "now"
        color: line.stage === "later" ? Theme.colors.muted : Theme.colors.text
        Accessible.ignored: true
    }
}
