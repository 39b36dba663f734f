// A question with two to four short answers side by side: [{id, text}]; one is `chosen`.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

Column {
    id: choices

    required property string text
    required property var options
    required property string chosen
    readonly property int columns: Theme.largest && width < 1200 ? 1 : options.length

    signal picked(string id)

    spacing: Theme.space1

    Words {
        width: parent.width
        text: choices.text
        bold: true
    }
    Grid {
        id: grid
        width: parent.width
        columns: choices.columns
        spacing: Theme.gap

        Repeater {
            model: choices.options
            ChoiceCard {
                required property var modelData
                width: (grid.width - (choices.columns - 1) * grid.spacing) / choices.columns
                text: modelData.text
                chosen: modelData.id === choices.chosen
                onClicked: choices.picked(modelData.id)
            }
        }
    }
}
