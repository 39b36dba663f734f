// The number to keep, and the slip's code. A number of this machine never passes for a dossier code.
import QtQuick
import touch.theme
import touch.controls
import touch.screens

Rectangle {
    id: whole

    required property DoneViewModel vm
    readonly property bool accepted: vm.delivery === "accepted"

    implicitHeight: Math.max(numbers.implicitHeight, slip.height) + 2 * Theme.space2
    radius: Theme.radiusControl
    color: Theme.colors.surface
    border.width: Theme.highContrast ? Theme.borderControl : 0
    border.color: Theme.colors.line

    Column {
        id: numbers
        x: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - 2 * x - slip.width

        Words {
            width: parent.width
            //: Label of the number when the portal gave one; else of this machine's own number.
            text: whole.accepted ? qsTr("Mã hồ sơ") : qsTr("Số phiếu tại máy – chưa phải mã hồ sơ")
            role: Theme.small
            color: Theme.colors.muted
        }
        Words {
            width: parent.width
            text: whole.accepted ? whole.vm.dossierCode : whole.vm.localNumber
            role: Theme.h2
            code: true
            wrapMode: Text.WrapAnywhere
        }
        Words {
            width: parent.width
            visible: whole.accepted
            text: qsTr("Số phiếu tại máy: %1").arg(whole.vm.localNumber)
            personal: true
            role: Theme.small
            color: Theme.colors.muted
        }
    }
    CodePicture {
        id: slip
        anchors.right: parent.right
        anchors.rightMargin: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        source: whole.vm.slipPicture
        //: Spoken name of the QR code on the last screen.
        name: qsTr("Mã QR của biên nhận")
    }
}
