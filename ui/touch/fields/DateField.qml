// A date as three columns; answered when it is left.
import QtQuick
import touch.controls

FieldBase {
    id: date

    property alias partial: entry.partial

    function commit() {
        if (entry.value !== String(value ?? ""))
            answered(pointer, entry.value);
    }
    function show() {
        if (!entry.activeFocus)
            entry.show(String(field.value ?? ""));
    }

    onFieldChanged: show()
    Component.onCompleted: show()

    DateEntry {
        id: entry
        width: parent.width
        focus: true
        label: date.spoken
        erred: date.erred
        onActiveFocusChanged: if (!activeFocus)
            date.commit()
    }
}
