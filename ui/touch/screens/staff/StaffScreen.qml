// The staff's screen: who it is, then the board or the citizen's side; locks itself when nobody touches it.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls
import touch.screens

Page {
    id: screen

    required property StaffViewModel vm
    readonly property bool asks: vm.signedIn && vm.page === "offer" // the citizen is asked
    readonly property bool typing: vm.signedIn && vm.page === "paper"

    readonly property string file: !vm.signedIn ? "SignIn" : ({
            queue: "Queue",
            figures: "Figures",
            slips: "Slips",
            machine: "MachinePage",
            holdings: "Holdings",
            beside: "BesidePage",
            offer: "Offer",
            paper: "PaperPage"
        })[vm.page]

    function may(right: string): bool {
        return vm.rights.includes(right);
    }

    slim: asked.visible
    early: !Theme.lowReach && vm.signedIn && !asks // what a citizen may touch stays within reach
    below: tabs.visible ? tabs.height : 0
    title: {
        if (!vm.signedIn)
            return qsTr("Cán bộ đăng nhập");
        if (asks)
            //: The citizen reads this: may the member of staff help?
            return qsTr("Cho cán bộ giúp khai?");
        if (vm.page === "beside")
            //: Title of what staff see beside a citizen.
            return qsTr("Bên cạnh người dân");
        return typing ? qsTr("Nhập từ giấy tờ") : qsTr("Bảng cán bộ");
    }
    lead: {
        if (!vm.signedIn || asks || typing)
            return "";
        //: %1 is the name of the member of staff, %2 the time until the board locks itself, such as 1:48.
        return qsTr("Cán bộ: %1 · tự khóa sau %2").arg(vm.name).arg(vm.locksIn);
    }
    backText: {
        if (asks)
            //: The citizen does not want help.
            return qsTr("Không, tôi tự khai");
        if (!vm.signedIn || typing || !may("close") || vm.inVisit)
            return typing || !vm.signedIn ? qsTr("Quay lại") : "";
        return vm.closed ? qsTr("Mở lại máy") : qsTr("Tạm ngừng");
    }
    backIcon: asks ? "circle-x" : !vm.signedIn || typing ? "arrow-left" : vm.closed ? "circle-play" : "circle-pause"
    nextText: {
        if (asks)
            //: The citizen agrees to be helped.
            return qsTr("Tôi đồng ý");
        if (typing || !vm.signedIn)
            return "";
        return vm.inVisit ? qsTr("Trả máy cho người dân") : qsTr("Xong, khóa bảng");
    }
    nextIcon: asks ? "check" : "lock"

    onBack: {
        if (asks)
            vm.answerOffer(false);
        else if (!vm.signedIn && vm.challenge !== "")
            vm.backToPad();
        else if (!vm.signedIn)
            vm.leave();
        else if (typing)
            vm.turn("beside");
        else
            vm.act(vm.closed ? "reopen" : "close", "");
    }
    onNext: asks ? vm.answerOffer(true) : vm.leave()

    look: [
        Message {
            width: parent?.width ?? 0
            visible: text !== "" && !asked.visible
            kind: screen.vm.notice.kind
            text: screen.vm.notice.text
        },
        Challenge {
            id: asked
            width: parent?.width ?? 0
            visible: screen.vm.challenge !== "" && !screen.vm.signedIn
            vm: screen.vm
        }
    ]

    onFileChanged: shown.setSource(file + ".qml", {
        vm: screen.vm
    })
    Loader {
        id: shown
        anchors.fill: parent
        focus: true
    }
    ServiceBar {
        id: tabs
        parent: screen
        anchors.bottom: parent.bottom
        width: parent.width
        wide: screen.wide
        visible: screen.vm.signedIn && !screen.asks && !screen.typing
        tiles: screen.vm.tabs
        onChosen: id => screen.vm.turn(id)
    }
}
