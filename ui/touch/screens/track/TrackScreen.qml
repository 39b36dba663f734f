// What became of a dossier: a number or a code is asked for, then both numbers and the state, never more than is known.
import QtQuick
import touch.theme
import touch.controls
import touch.screens

SheetPage {
    id: screen

    required property TrackViewModel vm
    readonly property bool asking: vm.step === "asking"
    readonly property bool found: vm.step === "found"

    //: Title of the answer; else of the question.
    title: found ? qsTr("Hồ sơ đang ở đâu") : qsTr("Tra cứu hồ sơ đã nộp")
    titleRole: covered > 0 || Theme.largest ? Theme.h2 : Theme.h1
    lead: found || asking || covered > 0 || vm.fault.code !== "" ? "" : vm.aimsByPicture ? qsTr("Đưa mã QR trên biên nhận vào camera, hoặc nhập số.") : qsTr("Quét mã QR trên biên nhận, hoặc nhập số.")
    early: !Theme.lowReach
    urgent: !found
    //: Asks about another dossier; while nothing was found: back to the first screen.
    backText: found && sheet === 0 ? qsTr("Tra số khác") : qsTr("Quay lại")
    //: Ends asking; else asks for the number that was typed.
    doneText: found ? qsTr("Xong") : qsTr("Tra cứu")
    doneIcon: found ? "check" : "search"
    //: While the answer is on its way.
    waitingText: asking ? qsTr("Đang hỏi cơ quan giải quyết") : ""

    onLeave: vm.back()
    onDone: found ? vm.finish() : question.lookUp()

    Question {
        id: question
        width: parent.width
        visible: !screen.found
        vm: screen.vm
        room: screen.actHeight
        typing: screen.covered > 0
    }
    Answer {
        width: parent.width
        visible: screen.found
        vm: screen.vm
    }
    Message {
        width: parent.width
        visible: screen.found && !screen.vm.fresh
        kind: "warn"
        icon: "wifi-off"
        //: The portal could not be asked; what stands above is older.
        title: qsTr("Đây là điều máy biết lần cuối")
        text: screen.vm.fault.happened + " " + screen.vm.fault.now
    }
    KioskButton {
        width: parent.width
        visible: screen.found && !screen.vm.fresh
        icon: "refresh-cw"
        text: qsTr("Hỏi lại")
        onClicked: screen.vm.tryAgain()
    }
    Message {
        width: parent.width
        visible: screen.found && screen.vm.fresh
        icon: "circle-check-big"
        kind: "ok"
        text: qsTr("Cổng dịch vụ công vừa trả lời.")
    }
}
