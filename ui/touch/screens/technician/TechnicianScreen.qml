// The technician's screen: devices, network, system, panel and journal, with queue and settings behind; locks itself.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls
import touch.screens

Page {
    id: screen

    required property TechnicianViewModel vm
    readonly property bool testsAll: ["devices", "network", "system"].includes(vm.page)

    readonly property string file: vm.loopback !== "" ? "Loopback" : ({
            devices: "DevicesPage",
            network: "FindingsPage",
            system: "FindingsPage",
            queue: "QueuePage",
            settings: "SettingsPage",
            touch: "TouchPage",
            log: "LogPage"
        })[vm.page] ?? ""

    early: !Theme.lowReach // nobody but technicians touches this screen
    below: tabs.height
    title: ({
            devices: qsTr("Thiết bị"),
            network: qsTr("Kết nối"),
            queue: qsTr("Hồ sơ chờ gửi"),
            system: qsTr("Hệ thống"),
            settings: qsTr("Cấu hình"),
            touch: qsTr("Màn hình"),
            log: qsTr("Nhật ký")
        })[vm.page] ?? ""
    //: %1 is the name of the technician, %2 the time until the screen locks itself, such as 1:48.
    lead: vm.page === "devices" ? vm.summary : qsTr("Kỹ thuật viên: %1 · tự khóa sau %2").arg(vm.name).arg(vm.locksIn)
    backText: qsTr("Xong, khóa")
    backIcon: "lock"
    nextText: {
        if (testsAll)
            return qsTr("Kiểm tra tất cả");
        if (vm.page === "settings")
            //: Put the new settings into use.
            return vm.settings.brought !== "" && vm.settings.mayChange ? qsTr("Đưa vào dùng") : "";
        return ({
                queue: qsTr("Gửi lại tất cả ngay"),
                touch: qsTr("Thử mặt chạm"),
                //: Read the newest lines of the journal.
                log: qsTr("Xem dòng mới")
            })[vm.page] ?? "";
    }
    nextIcon: testsAll ? "list-checks" : vm.page === "touch" ? "monitor" : vm.page === "settings" ? "check" : "refresh-cw"
    waitingText: vm.trying === "all" ? qsTr("Đang kiểm tra") : vm.trying === "queue" || vm.trying === "settings" ? qsTr("Đang làm") : ""
    onBack: vm.leave()
    onNext: {
        if (vm.page === "devices")
            vm.turn("system");
        if (testsAll)
            vm.testAll();
        else if (vm.page === "touch")
            vm.startTouch(overlay.width, overlay.height);
        else if (vm.page === "queue")
            vm.treat("retry", "");
        else if (vm.page === "settings")
            vm.changeSettings("apply");
        else
            vm.turn("log");
    }

    look: Message {
        width: parent?.width ?? 0
        visible: text !== ""
        kind: screen.vm.notice.kind
        text: screen.vm.notice.text
    }

    onFileChanged: shown.setSource(file + ".qml", {
        vm: screen.vm
    })
    Loader {
        id: shown
        anchors.fill: parent
        focus: true
    }
    TouchOverlay {
        id: overlay
        vm: screen.vm
    }
    ServiceBar {
        id: tabs
        parent: screen
        anchors.bottom: parent.bottom
        width: parent.width
        wide: screen.wide
        tiles: screen.vm.tabs
        onChosen: id => screen.vm.turn(id)
    }
}
