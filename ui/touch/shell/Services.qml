// Which helps stand at the foot of the screen, and what each does. Staff are always the second tile.
import QtQuick
import touch.theme
import touch.controls

ServiceBar {
    id: services

    required property ShellViewModel vm
    property string opened: "" // the panel that is open

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
            on: vm.staffCalled,
            //: Service tile: call a member of staff; then: called, %1 minutes ago.
            text: !vm.staffCalled ? qsTr("Gọi cán bộ") : vm.staffMinutes < 1 ? qsTr("Đã gọi") : qsTr("Đã gọi, %1 phút").arg(vm.staffMinutes)
        })
    readonly property var larger: ({
            id: "larger",
            icon: "a-large-small",
            on: Theme.textStep > 0,
            //: Service tile: larger text.
            text: qsTr("Chữ to")
        })
    readonly property var contrast: ({
            id: "contrast",
            icon: "contrast",
            on: Theme.highContrast,
            //: Service tile: high contrast.
            text: qsTr("Tương phản")
        })
    readonly property var low: ({
            id: "low",
            icon: "arrow-down-to-line",
            on: Theme.lowReach,
            //: Service tile: everything to be touched moves into the lower half of the screen.
            text: qsTr("Màn thấp")
        })
    readonly property var ease: ({
            id: "ease",
            icon: "accessibility",
            on: opened === "ease",
            //: Service tile: text size, contrast, reach.
            text: qsTr("Dễ dùng")
        })
    readonly property var language: ({
            id: "language",
            icon: "languages",
            on: opened === "language",
            text: vm.languageName
        })
    readonly property var speaking: vm.languages.length > 1 ? [language] : []

    tiles: {
        if (!vm.inVisit)
            return [larger, staff, contrast, ...(wide || Theme.largest ? [] : [low]), ...speaking];
        const first = vm.state === "done" ? reprint : leave;
        return Theme.largest ? [first, staff, ease] : [first, staff, ease, ...speaking];
    }

    onChosen: id => {
        if (id === "larger")
            Theme.textStep = (Theme.textStep + 1) % 3;
        else if (id === "contrast")
            Theme.scheme = Theme.highContrast ? "light" : "contrast";
        else if (id === "low")
            Theme.lowReach = !Theme.lowReach;
        else if (id === "reprint")
            vm.printAgain();
        else if (id === "staff" && !vm.staffCalled)
            vm.callStaff();
        else
            wanted(id);
    }
}
