// Check your answers: everything said, where it came from, one "Sửa" a section. Nothing is filed yet.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls
import touch.screens

SheetPage {
    id: screen

    required property ReviewViewModel vm

    step: 5
    title: qsTr("Kiểm tra lại trước khi nộp")
    //: "Sửa" is a button on this screen.
    lead: vm.fault.code !== "" ? "" : qsTr("Sai chỗ nào, bấm Sửa. Hồ sơ chưa nộp.")
    //: Turns the page of the review; %1 sections were not seen yet.
    moreText: qsTr("Xem tiếp, còn %1 phần").arg(remaining)
    //: Files the dossier.
    doneText: qsTr("Đúng rồi, nộp hồ sơ")
    doneIcon: "check"

    // A first section that nobody may change is only looked at.
    viewed: {
        const looked = sheet === 0 && !Theme.lowReach && vm.fault.code === "" && parts.count > 0;
        const first = looked ? parts.itemAt(0) as ReviewSection : null;
        return first === null || first.editable ? 0 : first.height + Theme.space3;
    }

    onLeave: vm.back()
    onDone: vm.confirm()

    readonly property int rows: Math.floor((actLeast - 140) / (2 * Theme.body.line + Theme.space4))
    onRowsChanged: vm.fit(rows)

    look: Flow {
        width: screen.lookWidth
        visible: screen.vm.fault.code === ""
        spacing: Theme.space4
        Repeater {
            model: screen.vm.sources
            SourceMark {
                required property string modelData
                source: modelData
            }
        }
    }

    Trouble {
        width: parent.width
        fault: screen.vm.fault
    }
    Repeater {
        id: parts
        model: screen.vm.sections.length // a number, so that a card keeps its focus when a number is shown
        ReviewSection {
            required property int index
            readonly property var card: screen.vm.sections[index] ?? ({})
            width: parent?.width ?? 0
            title: card.title ?? ""
            rows: card.rows ?? []
            editable: card.editable ?? false
            concealed: card.private ?? false
            onEdit: screen.vm.edit(card.page)
            onReveal: screen.vm.reveal(card.key)
        }
    }
    KioskButton {
        property bool sure: false
        width: parent.width
        kind: "danger"
        icon: "undo-2"
        //: Takes the consent back before anything is filed; touched twice.
        text: sure ? qsTr("Rút lại và xóa những gì đã khai") : qsTr("Tôi rút lại đồng ý")
        onClicked: sure ? screen.vm.withdraw() : sure = true
    }
}
