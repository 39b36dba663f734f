// The technician's screen: devices with a test beside each, network, system; locks itself when nobody touches it.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls
import touch.screens

Page {
    id: screen

    required property TechnicianViewModel vm
    readonly property bool devices: vm.page === "devices"

    early: !Theme.lowReach // nobody but technicians touches this screen
    below: tabs.height
    title: ({
            devices: qsTr("Thiết bị"),
            network: qsTr("Kết nối"),
            system: qsTr("Hệ thống")
        })[vm.page] ?? ""
    //: %1 is the name of the technician.
    lead: devices ? vm.summary : qsTr("Kỹ thuật viên: %1 · tự khóa").arg(vm.name)
    backText: qsTr("Xong, khóa")
    backIcon: "lock"
    nextText: qsTr("Kiểm tra tất cả")
    nextIcon: "list-checks"
    waitingText: vm.trying === "all" ? qsTr("Đang kiểm tra") : ""
    onBack: vm.leave()
    onNext: {
        if (devices)
            vm.turn("system");
        vm.testAll();
    }

    Sheets {
        id: sheets
        width: parent.width
        height: parent.height - (contentHeight > parent.height + 1 ? onward.height + Theme.space3 : 0)
        visible: screen.vm.loopback === ""

        Repeater {
            model: screen.devices ? screen.vm.devices : []
            DeviceCard {
                required property var modelData
                width: parent?.width ?? 0
                device: modelData
                busy: screen.vm.trying === modelData.name
                onWanted: screen.vm.tryDevice(modelData.name)
                onOpenedAgain: screen.vm.openAgain(modelData.name)
            }
        }
        Words {
            visible: !screen.devices && screen.vm.findings.length === 0
            width: parent?.width ?? 0
            text: screen.vm.trying === "all" ? qsTr("Đang kiểm tra, mất vài giây.") : qsTr("Chưa kiểm tra. Bấm Kiểm tra tất cả.")
        }
        Repeater {
            model: screen.devices ? [] : screen.vm.findings
            FindingRow {
                required property var modelData
                width: parent?.width ?? 0
                level: modelData.level
                text: modelData.text
                remedy: modelData.remedy
            }
        }
    }
    KioskButton {
        id: onward
        visible: sheets.visible && sheets.contentHeight > parent.height + 1
        anchors.bottom: parent.bottom
        width: parent.width
        icon: "arrow-down"
        iconAfter: true
        //: Turns the pages of a long list; %1 of %2; after the last comes the first.
        text: qsTr("Xem tiếp · %1 / %2").arg(sheets.at + 1).arg(sheets.starts.length)
        onClicked: sheets.at = (sheets.at + 1) % sheets.starts.length
    }
    Column {
        visible: screen.vm.loopback !== ""
        anchors.centerIn: parent
        width: parent.width
        spacing: Theme.space3
        Image {
            anchors.horizontalCenter: parent.horizontalCenter
            source: screen.vm.loopback
            width: implicitWidth * Math.max(3, Math.floor(480 / Math.max(1, implicitWidth)))
            height: width
            smooth: false
            Accessible.role: Accessible.Graphic
            //: Spoken name of a QR code that a technician shows to the scanner.
            Accessible.name: qsTr("Mã thử")
        }
        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("Đưa gương hoặc điện thoại chụp mã này trước đầu đọc.")
        }
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
