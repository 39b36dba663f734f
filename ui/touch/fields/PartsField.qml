// An answer of several parts, each an input of its own.
pragma ComponentBehavior: Bound
import QtQuick
import touch.controls

FieldBase {
    id: whole

    several: true

    readonly property var parts: field.parts ?? []
    readonly property bool narrow: activeFocus && Typing.searching // only the part that searches a list is shown

    Repeater {
        model: whole.parts.length
        AnyField {
            required property int index
            width: parent?.width ?? 0
            visible: !whole.narrow || activeFocus
            field: whole.parts[index] ?? ({})
            found: whole.found
            focus: index === 0
            onAnswered: (pointer, value) => whole.answered(pointer, value)
            onAsked: (list, within, text) => whole.asked(list, within, text)
        }
    }
}
