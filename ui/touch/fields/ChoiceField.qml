// One of a few answers as cards, or one of a large list that is searched.
pragma ComponentBehavior: Bound
import QtQuick

FieldBase {
    id: choice

    readonly property string list: field.choice_list ?? ""

    ChoiceList {
        width: parent.width
        visible: choice.list === ""
        focus: visible
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
