// One block of a page: an input, or a card of rows that are filled already.
pragma ComponentBehavior: Bound
import QtQuick
import touch.controls
import touch.fields

FocusScope {
    id: whole

    required property FillViewModel vm
    required property var block // {field} or {rows}
    required property bool typing
    readonly property bool asks: block.field !== undefined

    implicitHeight: asks ? input.implicitHeight : card.implicitHeight

    function mend(pointer: string) {
        if (asks && block.field.pointer === pointer)
            forceActiveFocus(Qt.OtherFocusReason);
    }

    Loader {
        id: input
        active: whole.asks
        width: parent.width
        focus: active
        sourceComponent: AnyField {
            field: whole.block.field ?? ({})
            found: whole.vm.found
            focus: true
            onAnswered: (pointer, value) => whole.vm.answer(pointer, value)
            onAsked: (list, within, text) => whole.vm.find(list, within, text)
            onRowAdded: pointer => whole.vm.addRow(pointer)
            onCardWanted: party => whole.vm.readParty(party)
            onRowRemoved: pointer => whole.vm.removeRow(pointer)
        }
    }
    Loader {
        id: card
        active: !whole.asks
        width: parent.width
        sourceComponent: Card {
            spacingInside: 0
            Repeater {
                model: whole.block.rows?.length ?? 0
                FilledRow {
                    required property int index
                    readonly property var row: whole.block.rows?.[index] ?? ({})
                    width: parent?.width ?? 0
                    label: row.label ?? ""
                    text: row.text ?? ""
                    source: row.source ?? ""
                    spoken: row.spoken ?? ""
                    concealed: row.masked ?? false
                    divided: index > 0
                    locked: row.locked ?? false
                    viewOnly: whole.typing
                    onEdit: whole.vm.open(row.pointer)
                    onReveal: whole.vm.reveal(row.pointer)
                }
            }
        }
    }
}
