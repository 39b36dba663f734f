// A few answers as cards, each with one touch; arrow keys move between them.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

FocusScope {
    id: list

    required property var options // [{value, label, hint}]
    required property var chosen // the values that are chosen
    property bool many: false
    property bool erred: false
    property int columns: 1

    signal toggled(var value)

    implicitHeight: grid.implicitHeight

    Grid {
        id: grid
        objectName: "cuttable" // a sheet may end between two cards
        width: parent.width
        columns: list.columns
        columnSpacing: Theme.space2 + Theme.space1 / 2
        rowSpacing: Theme.choiceGap

        Repeater {
            model: list.options.length
            ChoiceCard {
                required property int index
                readonly property var option: list.options[index] ?? ({})
                width: (grid.width - (list.columns - 1) * grid.columnSpacing) / list.columns
                text: option.label ?? ""
                hint: option.hint ?? ""
                //: Spoken place of an answer among others: %1 of %2.
                place: qsTr("%1 trên %2").arg(index + 1).arg(list.options.length)
                many: list.many
                chosen: list.chosen.includes(option.value)
                erred: list.erred
                focus: index === 0
                onClicked: list.toggled(option.value)
                Keys.onLeftPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
                Keys.onRightPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
            }
        }
    }
}
