// One answer on the review page: label, value, and the icon of its source.
import QtQuick
import touch.theme

Item {
    id: row

    required property string label
    required property string text
    required property string source

    property string spoken: text // the same for the ear
    readonly property bool personal: true // spoken by the headset only
    readonly property bool stacked: Theme.textStep > 0 || width < 800

    readonly property real wordsHeight: stacked ? value.y + value.implicitHeight - heading.y : Math.max(heading.implicitHeight, value.implicitHeight)

    implicitHeight: Math.max(wordsHeight, mark.implicitHeight) + 2 * Theme.space2
    Accessible.role: Accessible.StaticText
    Accessible.name: label + ": " + spoken + (mark.text === "" ? "" : ", " + mark.text)

    Rectangle {
        width: parent.width
        height: Theme.highContrast ? 4 : 2
        color: Theme.colors.line
    }
    Words {
        id: heading
        y: Theme.space2
        width: row.stacked ? row.width - mark.width - Theme.gap : Math.round(row.width * 0.33)
        text: row.label
        color: Theme.colors.muted
        role: row.stacked ? Theme.small : Theme.body
        Accessible.ignored: true
    }
    Words {
        id: value
        x: row.stacked ? 0 : heading.width + Theme.gap
        y: row.stacked ? heading.y + heading.height : Theme.space2
        width: row.width - x - mark.width - Theme.gap
        //: Review: nothing was answered.
        text: row.text === "" ? qsTr("Không khai") : row.text
        color: row.text === "" ? Theme.colors.muted : Theme.colors.text
        Accessible.ignored: true
    }
    SourceMark {
        id: mark
        anchors.right: parent.right
        y: Theme.space2 + (Theme.body.line - height) / 2
        source: row.source
        iconOnly: true
        iconSize: Theme.iconRow
        Accessible.ignored: true
    }
}
