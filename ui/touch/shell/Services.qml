// Which helps stand at the foot of the screen, and what each does. Staff are always the second tile.
import QtQuick
import touch.theme
import touch.controls

ServiceBar {
    required property ShellViewModel vm
    required property Voice voice
    property string opened: "" // the panel that is open

    readonly property bool called: vm.staffCalled
    onCalledChanged: if (called)
        //: Spoken when staff were called.
        Cues.say(qsTr("Đã gọi cán bộ"), false)

    signal wanted(string name) // "ease", "language", "leave" or "staff": asks first

    readonly property var leave: ({
            id: "leave",
            icon: "log-out",
            //: Service tile: end the visit.
            text: qsTr("Kết thúc")
        })
    readonly property var reprint: ({
            id: "reprint",
            icon: "printer",
            //: Service tile on the last screen: print the slip again.
            text: qsTr("In lại")
        })
    readonly property var staff: ({
            id: "staff",
            icon: "concierge-bell",
            on: vm.staffCalled || vm.helpedBy !== "",
            //: Service tile: call a member of staff; then: called, %1 minutes ago.
            text: vm.helpedBy !== "" ? qsTr("Đang giúp") : !vm.staffCalled ? qsTr("Gọi cán bộ") : vm.staffMinutes < 1 ? qsTr("Đã gọi") : qsTr("Đã gọi, %1 phút").arg(vm.staffMinutes)
        })
    readonly property var larger: ({
            id: "larger",
            icon: "a-large-small",
            on: Theme.textStep > 0,
            //: Service tile: larger text.
            text: qsTr("Chữ to")
        })
    readonly property var read: ({
            id: "read",
            icon: "volume-2",
            on: voice.on,
            //: Service tile: have the screen read aloud; while it is read: end it; afterwards: say it again.
            text: !voice.on ? qsTr("Nghe đọc") : voice.speaking ? qsTr("Dừng đọc") : qsTr("Đọc lại")
        })
    readonly property var ease: ({
            id: "ease",
            icon: "accessibility",
            on: opened === "ease",
            //: Service tile: text size, contrast, reach, voice.
            text: qsTr("Dễ dùng")
        })
    readonly property var language: ({
            id: "language",
            icon: "languages",
            on: opened === "language",
            text: vm.languageName
        })
    readonly property var speaking: vm.languages.length > 1 ? [language] : []

    // The same helps at the same places on every screen, also when the machine is closed.
    tiles: {
        const first = !vm.inVisit ? larger : vm.state === "done" ? reprint : leave;
        // Words too wide for five: the languages are on the first screen itself, later in "Dễ dùng".
        const four = Theme.largest && !wide && vm.state !== "closed";
        return [first, staff, read, ease, ...(four ? [] : speaking)];
    }

    onChosen: id => {
        if (id === "larger")
            Theme.textStep = (Theme.textStep + 1) % 3;
        else if (id === "reprint")
            vm.printAgain();
        else if (id === "read" && voice.available)
            voice.press();
        else if (id === "read")
            wanted("ease"); // there it says why the machine is silent
        else if (id === "staff" && !vm.staffCalled && vm.helpedBy === "")
            vm.callStaff();
        else
            wanted(id);
    }
}
