// Before anything is typed: who decides, how long, how much; plain questions; the papers that follow from the answers.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls
import touch.fields
import touch.screens

SheetPage {
    id: screen

    required property PrecheckViewModel vm
    property bool missed: false // went on without an answer

    readonly property int papers: vm.bring.length + vm.perhaps.length

    step: 2
    //: Which pre-check question this is, %1 of %2; touching an answer is enough to go on.
    stepPage: vm.asking ? qsTr("câu %1 / %2, chạm là sang câu sau").arg(vm.number).arg(vm.count) : ""
    title: vm.name
    titleRole: vm.name.length > 40 || Theme.largest ? Theme.h2 : Theme.h1
    early: !Theme.lowReach
    //: Goes on; or begins the dossier.
    doneText: vm.asking ? qsTr("Tiếp tục") : vm.fillable ? qsTr("Bắt đầu khai") : vm.queue ? queueText : ""
    //: For a case that only the desk can take: a number for the queue.
    readonly property string queueText: qsTr("Lấy số thứ tự")

    onLeave: vm.back()
    onDone: {
        missed = vm.asking && vm.chosen === "";
        if (!vm.asking && !vm.fillable)
            vm.takeNumber();
        else if (!missed)
            vm.goOn();
    }

    Connections {
        target: screen.vm
        function onChanged() {
            screen.missed = false;
            screen.sheet = 0;
        }
    }
    Words {
        width: parent.width
        //: Who decides (%1) and the procedure's code (%2).
        text: qsTr("%1 giải quyết · mã %2").arg(screen.vm.agency).arg(screen.vm.code)
        role: Theme.small
        color: Theme.colors.muted
    }
    Grid {
        id: facts
        readonly property real cell: (width - (columns - 1) * Theme.gap) / columns
        width: parent.width
        columns: Theme.largest ? 1 : 3
        spacing: Theme.gap

        FactTile {
            width: facts.cell
            icon: "calendar-clock"
            //: No time limit is known.
            text: screen.vm.time === "" ? qsTr("Hỏi cán bộ") : screen.vm.time
            //: Under "Hỏi cán bộ", and under a time limit that has no words of its own.
            hint: screen.vm.timeUnit === "" ? qsTr("về thời hạn") : screen.vm.timeUnit
        }
        FactTile {
            width: facts.cell
            icon: "banknote"
            //: No fee is known.
            text: screen.vm.fee === "" ? qsTr("Hỏi cán bộ") : screen.vm.fee
            //: Under "Hỏi cán bộ" or under the fee; %1 is what it is counted for, such as a person.
            hint: screen.vm.fee === "" ? qsTr("về lệ phí") : screen.vm.free ? qsTr("cho việc này") : screen.vm.feePer === "" ? qsTr("nộp tại quầy") : qsTr("mỗi %1, tại quầy").arg(screen.vm.feePer)
        }
        FactTile {
            width: facts.cell
            icon: "files"
            //: How many papers, as far as the answers tell.
            text: qsTr("%1 giấy tờ").arg(screen.papers)
            hint: screen.vm.asking ? qsTr("theo câu trả lời") : qsTr("cần mang theo")
        }
    }
    Message {
        width: parent.width
        visible: screen.missed
        kind: "bad"
        //: The person went on without choosing an answer.
        text: qsTr("Chưa chọn câu trả lời")
    }
    Subheading {
        width: parent.width
        visible: screen.vm.asking
        text: screen.vm.question
    }
    Words {
        width: parent.width
        visible: screen.vm.asking && text !== ""
        text: screen.vm.hint
        color: Theme.colors.muted
    }
    Repeater {
        model: screen.vm.choices
        ChoiceCard {
            required property var modelData
            width: parent?.width ?? 0
            text: modelData.text
            hint: modelData.hint
            chosen: modelData.id === screen.vm.chosen
            erred: screen.missed
            onClicked: screen.vm.pick(modelData.id)
        }
    }
    SearchList {
        width: parent.width
        visible: screen.vm.listed
        label: screen.vm.question
        text: screen.vm.chosenText
        options: screen.vm.found
        erred: screen.missed
        onSearched: text => screen.vm.find(text)
        onToggled: value => screen.vm.pick(value)
    }
    Words {
        width: parent.width
        visible: !screen.vm.asking && text !== ""
        text: screen.vm.feeWhy
        role: Theme.small
        color: Theme.colors.muted
    }
    Message {
        width: parent.width
        visible: !screen.vm.asking && screen.vm.competent !== ""
        kind: screen.vm.outside ? "warn" : "info"
        //: %1 is the commune and province that decide, where they are not the kiosk's.
        title: qsTr("%1 giải quyết").arg(screen.vm.competent)
        text: screen.vm.outside ? qsTr("Nơi này ở tỉnh khác. Khai tại đây, rồi cán bộ giúp nộp trực tuyến đến nơi đó. Hoặc mang hướng dẫn đến trung tâm của tỉnh ấy.") : qsTr("Trong tỉnh không phân biệt địa giới: nộp và nhận kết quả tại đây.")
    }
    Papers {
        width: parent.width
        visible: !screen.vm.asking && list.length > 0
        title: qsTr("Cần mang theo")
        list: screen.vm.bring
        icon: "file-check"
    }
    Papers {
        width: parent.width
        visible: !screen.vm.asking && list.length > 0
        //: Papers that are needed only in some cases.
        title: qsTr("Có thể cần thêm")
        list: screen.vm.perhaps
    }
    Papers {
        width: parent.width
        visible: !screen.vm.asking && list.length > 0
        //: Papers that the State's own data replaces.
        title: qsTr("Không phải nộp, vì đã có dữ liệu")
        list: screen.vm.known
        icon: "check"
    }
    Message {
        width: parent.width
        visible: !screen.vm.asking && screen.vm.askOfficer
        title: qsTr("Cán bộ sẽ giúp chọn trường hợp")
        text: qsTr("Bấm Gọi cán bộ, hoặc quay lại để chọn câu trả lời khác.")
    }
    Message {
        width: parent.width
        visible: !screen.vm.asking && !screen.vm.fillable
        kind: "warn"
        title: qsTr("Việc này làm tại quầy")
        text: qsTr("Máy chưa có tờ khai này. Mang giấy tờ trên đến quầy, cán bộ sẽ giúp.")
    }
    KioskButton {
        width: parent.width
        visible: !screen.vm.asking
        //: Prints what to bring, to take home.
        text: screen.vm.guide === "printed" ? qsTr("In lại hướng dẫn") : qsTr("In hướng dẫn đem về")
        icon: "printer"
        waiting: screen.vm.guide === "printing"
        waitingText: qsTr("Đang in")
        onClicked: screen.vm.printGuide()
    }
    KioskButton {
        width: parent.width
        visible: !screen.vm.asking && screen.vm.queue && screen.vm.fillable
        //: Whoever would rather go to the desk with these papers.
        text: qsTr("Lấy số gặp cán bộ")
        icon: "ticket"
        onClicked: screen.vm.takeNumber()
    }
    Trouble {
        width: parent.width
        fault: screen.vm.fault
    }
}
