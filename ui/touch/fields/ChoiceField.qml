// One of a few answers as cards, or one of a large list that is searched.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme

FieldBase {
    id: choice

    readonly property string list: field.choice_list ?? ""
    // Many short answers stand in two columns: they fit on a sheet.
    readonly property bool paired: !Theme.largest && options.length > 6 && options.every(o => o.label.length <= 20 && o.hint === "")

    ChoiceList {
        width: parent.width
        visible: choice.list === ""
        focus: visible
        columns: choice.paired ? 2 : 1
        options: choice.options
        chosen: choice.value === null ? [] : [choice.value]
        erred: choice.erred
        onToggled: value => choice.answered(choice.pointer, value)
    }
    Loader {
        width: parent.width
        active: choice.list !== ""
        focus: active
        sourceComponent: SearchList {
            text: choice.field.text ?? ""
            label: choice.spoken
            erred: choice.erred
            options: choice.found
            onSearched: text => choice.asked(choice.list, choice.field.within ?? "", text)
            onToggled: value => choice.answered(choice.pointer, value)
        }
    }
}
