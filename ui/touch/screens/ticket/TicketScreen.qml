// A number for the queue: which counter, then the number itself while its ticket comes out.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls
import touch.screens

SheetPage {
    id: screen

    required property TicketViewModel vm
    readonly property bool given: vm.number !== ""

    //: The number was given; else: choose a counter.
    title: given ? qsTr("Số thứ tự của ông/bà") : qsTr("Gặp cán bộ về việc gì?")
    lead: given ? vm.procedure : qsTr("Chạm một quầy để lấy số.")
    early: given && !Theme.lowReach
    backText: given && vm.procedure === "" ? "" : qsTr("Quay lại")
    doneText: given ? qsTr("Xong") : ""
    doneIcon: "check"
    //: While the number is being given.
    waitingText: vm.chosen && !given ? qsTr("Đang lấy số") : ""

    onLeave: vm.back()
    onDone: vm.finish()

    Repeater {
        model: screen.given ? [] : screen.vm.counters
        WayTile {
            required property var modelData
            width: parent?.width ?? 0
            icon: "ticket"
            text: modelData.name
            hint: modelData.desk
            waiting: screen.vm.chosen
            onClicked: screen.vm.choose(modelData.letter)
        }
    }
    Card {
        width: parent.width
        visible: screen.given

        Words {
            width: parent.width
            text: screen.vm.number
            role: Theme.display
            code: true
            horizontalAlignment: Text.AlignHCenter
        }
        Words {
            width: parent.width
            text: screen.vm.counter
            role: Theme.h2
            horizontalAlignment: Text.AlignHCenter
        }
        Words {
            width: parent.width
            visible: text !== ""
            text: screen.vm.desk
            role: Theme.lead
            color: Theme.colors.muted
            horizontalAlignment: Text.AlignHCenter
        }
    }
    Trouble {
        width: parent.width
        kind: "warn"
        fault: screen.vm.fault
    }
    KioskButton {
        width: parent.width
        visible: screen.given && screen.vm.slip === "failed"
        icon: "printer"
        text: qsTr("In lại")
        onClicked: screen.vm.printAgain()
    }
    Thing {
        width: parent.width
        visible: screen.given && screen.vm.slip !== "failed"
        icon: "receipt-text"
        text: qsTr("Lấy phiếu số")
        hint: screen.vm.slip === "printing" ? qsTr("Đang in ở khe bên dưới màn hình") : qsTr("Đã in xong, ở khe bên dưới màn hình")
    }
    Thing {
        width: parent.width
        visible: screen.given
        icon: "users-round"
        text: qsTr("Chờ gọi số")
        hint: qsTr("Số dùng trong ngày, cho một lượt")
    }
}
