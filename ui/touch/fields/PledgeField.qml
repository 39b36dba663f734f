// A statement that must be ticked.
import QtQuick
import touch.controls

FieldBase {
    id: pledge

    titled: false

    ChoiceCard {
        width: parent.width
        focus: true
        many: true
        text: pledge.label
        chosen: pledge.value === true
        erred: pledge.erred
        onClicked: pledge.answered(pledge.pointer, pledge.value === true ? null : true)
    }
}
