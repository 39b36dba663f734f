// A list of findings, one under the other; a long one is cut between two of them.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme

Item {
    id: findings

    required property var told

    width: parent?.width ?? 0
    implicitHeight: list.implicitHeight
    visible: told.length > 0

    Column {
        id: list
        objectName: "cuttable"
        width: parent.width
        spacing: Theme.space3

        Repeater {
            model: findings.told
            FindingRow {
                required property var modelData
                width: list.width
                level: modelData.level
                text: modelData.text
                remedy: modelData.remedy
            }
        }
    }
}
