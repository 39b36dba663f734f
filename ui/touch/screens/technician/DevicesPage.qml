// Every device with a test beside it.
pragma ComponentBehavior: Bound
import QtQuick

TechnicianPage {
    id: devices

    Repeater {
        model: devices.vm.devices
        DeviceCard {
            required property var modelData
            width: parent?.width ?? 0
            device: modelData
            busy: devices.vm.trying === modelData.name
            onWanted: devices.vm.tryDevice(modelData.name)
            onPaperOut: devices.vm.tryPaperOut(modelData.name)
            onOpenedAgain: devices.vm.openAgain(modelData.name)
            onLogged: devices.vm.turn("log")
        }
    }
}
