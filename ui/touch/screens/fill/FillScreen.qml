// One page of a form: what is known with its source, what is still asked, and what must be mended.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls
import touch.fields
import touch.screens

SheetPage {
    id: screen

    required property FillViewModel vm
    property bool typing: covered > 0

    step: 4
    //: Which page of the form this is, %1 of %2.
    stepPage: qsTr("trang %1 / %2").arg(vm.number).arg(vm.count)
    title: vm.title
    titleRole: typing ? Theme.h2 : Theme.h1
    lead: typing ? "" : vm.lead
    early: !Theme.lowReach
    //: Goes on; when something must be mended: goes there.
    doneText: vm.errors.length > 0 ? qsTr("Đến chỗ cần sửa") : qsTr("Tiếp tục")

    onLeave: vm.back()
    onDone: vm.errors.length > 0 ? mend(vm.errors[0].pointer) : vm.goOn()

    function mend(pointer: string) {
        for (let i = 0; i < inputs.count; i++) {
            const input = inputs.itemAt(i) as AnyField;
            if (input.field.pointer === pointer)
                input.forceActiveFocus(Qt.OtherFocusReason);
        }
    }

    ErrorSummary {
        width: parent.width
        visible: screen.vm.errors.length > 0 && !screen.typing
        errors: screen.vm.errors
        onChosen: index => screen.mend(screen.vm.errors[index].pointer)
    }
    Card {
        width: parent.width
        visible: screen.vm.filled.length > 0
        spacingInside: 0

        Repeater {
            model: screen.vm.filled.length
            FilledRow {
                required property int index
                readonly property var field: screen.vm.filled[index] ?? ({})
                width: parent?.width ?? 0
                label: field.label ?? ""
                text: field.text ?? ""
                source: field.source ?? ""
                locked: field.locked ?? false
                viewOnly: screen.typing
                onEdit: screen.vm.open(field.pointer)
            }
        }
    }
    Repeater {
        id: inputs
        model: screen.vm.asked.length
        AnyField {
            required property int index
            width: parent?.width ?? 0
            field: screen.vm.asked[index] ?? ({})
            onAnswered: (pointer, value) => screen.vm.answer(pointer, value)
            onRowAdded: pointer => screen.vm.addRow(pointer)
            onRowRemoved: pointer => screen.vm.removeRow(pointer)
        }
    }
}
