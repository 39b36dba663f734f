// A table, one card a row; rows are added and taken away by buttons.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

FieldBase {
    id: table

    several: true

    readonly property var rows: field.rows ?? []

    Repeater {
        model: table.rows.length
        Card {
            id: card
            required property int index
            readonly property var cells: table.rows[index] ?? []
            width: parent?.width ?? 0
            spacingInside: Theme.space3

            Words {
                width: parent.width
                //: Title of one row of a table; %1 is its number.
                text: qsTr("Dòng %1").arg(card.index + 1)
                role: Theme.lead
                bold: true
                Accessible.role: Accessible.Heading
            }
            Repeater {
                model: card.cells.length
                AnyField {
                    required property int index
                    width: parent?.width ?? 0
                    field: card.cells[index] ?? ({})
                    found: table.found
                    onAnswered: (pointer, value) => table.answered(pointer, value)
                    onAsked: (list, within, text) => table.asked(list, within, text)
                }
            }
            KioskButton {
                width: parent.width
                kind: "danger"
                icon: "trash-2"
                //: Button: take this row out of the table; %1 is its number.
                text: qsTr("Bỏ dòng %1").arg(card.index + 1)
                onClicked: table.rowRemoved(table.pointer + "/" + card.index)
            }
        }
    }
    KioskButton {
        width: parent.width
        focus: table.rows.length === 0
        icon: "plus"
        //: Button: add an empty row to a table.
        text: qsTr("Thêm một dòng")
        onClicked: table.rowAdded(table.pointer)
    }
}
