// A list of papers under a title: [{text, hint}].
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls
import touch.screens

Column {
    id: papers

    required property string title
    required property var list
    property string icon: "file-text"

    visible: list.length > 0
    spacing: Theme.space3

    Subheading {
        width: parent.width
        text: papers.title
    }
    Repeater {
        model: papers.list
        Thing {
            required property var modelData
            width: papers.width
            icon: papers.icon
            text: modelData.text
            hint: modelData.hint
        }
    }
}
