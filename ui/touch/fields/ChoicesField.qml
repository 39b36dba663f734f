// Any of a few answers.
import QtQuick

FieldBase {
    id: choices

    readonly property var chosen: value ?? []

    ChoiceList {
        width: parent.width
        focus: true
        many: true
        options: choices.options
        chosen: choices.chosen
        erred: choices.erred
        onToggled: value => {
            const rest = choices.chosen.filter(one => one !== value);
            choices.answered(choices.pointer, rest.length < choices.chosen.length ? rest : rest.concat([value]));
        }
    }
}
