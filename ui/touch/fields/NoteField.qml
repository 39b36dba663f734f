// An explanation; asks nothing.
import QtQuick
import touch.controls

FieldBase {
    id: note

    titled: false

    Message {
        width: parent.width
        text: note.label
    }
}
