// One dossier as staff may see it: procedure, number, time, state, why – and its slip printed again. No name.
import QtQuick
import touch.theme
import touch.controls

Rectangle {
    id: row

    required property StaffViewModel vm
    required property var modelData

    readonly property bool stacked: Theme.largest

    implicitHeight: (stacked ? words.implicitHeight + again.height : Math.max(words.implicitHeight, again.height)) + 2 * Theme.space2
    radius: Theme.radiusCard
    color: Theme.colors.surface
    border.width: Theme.borderControl
    border.color: Theme.colors.line

    Column {
        id: words
        x: Theme.space3
        spacing: Theme.space1 / 2
        y: row.stacked ? Theme.space2 : (parent.height - height) / 2
        width: parent.width - 2 * x - (again.visible && !row.stacked ? again.width + Theme.space3 : 0)

        Words {
            width: parent.width
            text: row.modelData.procedure
            role: Theme.lead
            bold: true
        }
        Words {
            width: parent.width
            text: row.modelData.said
            color: Theme.colors.muted
        }
        StateMark {
            delivery: row.modelData.state
        }
        Words {
            width: parent.width
            visible: row.modelData.why !== ""
            text: row.modelData.why
            role: Theme.small
            color: Theme.colors.muted
        }
    }
    KioskButton {
        id: again
        anchors.right: parent.right
        anchors.rightMargin: Theme.space3
        y: row.stacked ? parent.height - height - Theme.space2 : (parent.height - height) / 2
        visible: row.vm.rights.includes("reprint")
        width: visible ? implicitWidth : 0
        icon: "printer"
        //: Print this dossier's slip again.
        text: qsTr("In lại")
        waiting: row.vm.working
        onClicked: row.vm.act("reprint", row.modelData.number)
    }
}
