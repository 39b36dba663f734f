// One page of a form: what is known with its source, what is still asked, and what must be mended.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls
import touch.screens

SheetPage {
    id: screen

    required property FillViewModel vm
    readonly property bool typing: covered > 0

    step: 4
    //: Which page of the form this is, %1 of %2.
    stepPage: qsTr("trang %1 / %2").arg(vm.number).arg(vm.count)
    title: vm.title
    titleRole: typing ? Theme.h2 : Theme.h1
    //: Nobody has compared this form with the official text yet.
    readonly property string trial: vm.draft ? qsTr("Mẫu dùng thử, chưa đối chiếu bản gốc.") + " " : ""
    lead: typing ? "" : trial + vm.lead
    viewed: {
        if (Theme.lowReach || sheet > 0)
            return 0;
        if (vm.errors.length > 0)
            return summary.links;
        const first = blocks.count > vm.silent ? blocks.itemAt(vm.silent) : null;
        return first?.y ?? 0;
    }
    //: Goes on; when something must be mended: goes there.
    urgent: vm.errors.length > 0
    doneText: vm.errors.length > 0 ? qsTr("Đến chỗ cần sửa") : qsTr("Tiếp tục")

    onLeave: vm.back()
    onDone: vm.errors.length > 0 ? mend(vm.errors[0].pointer) : vm.goOn()

    function mend(pointer: string) {
        for (let i = 0; i < blocks.count; i++)
            (blocks.itemAt(i) as FieldBlock).mend(pointer);
    }

    readonly property int rows: Math.floor((actLeast - Theme.space4) / (3 * Theme.small.line + Theme.lead.line + Theme.space4))
    onRowsChanged: if (!Typing.tight)
        vm.fit(rows)

    Connections {
        target: screen.vm
        function onTurned() {
            screen.sheet = 0;
        }
    }
    ErrorSummary {
        id: summary
        readonly property real links: Theme.h2.line + Theme.body.line + 3 * Theme.space4 // where its first link begins
        width: parent.width
        visible: screen.vm.errors.length > 0 && !screen.typing
        errors: screen.vm.errors
        onChosen: index => screen.mend(screen.vm.errors[index].pointer)
    }
    Repeater {
        id: blocks
        model: screen.vm.blocks
        FieldBlock {
            width: parent?.width ?? 0
            vm: screen.vm
            typing: screen.typing
        }
    }
}
