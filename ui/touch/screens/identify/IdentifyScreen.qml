// Who is it: the code on the card before the camera, then the chip on the reader; always another way.
import QtQuick
import touch.theme
import touch.screens

Page {
    id: screen

    required property IdentifyViewModel vm
    property bool elsewhere: false // the other ways are shown
    readonly property bool looking: vm.step === "code"
    readonly property bool reading: vm.stepNumber >= 2

    //: The second is for the card of another person, such as the mother.
    readonly property string beforeCamera: vm.requester ? qsTr("Đưa mã QR trên thẻ vào camera") : qsTr("Đưa mã QR trên thẻ của người này vào camera")
    readonly property string beforeScanner: vm.requester ? qsTr("Quét mã QR trên thẻ") : qsTr("Quét mã QR trên thẻ của người này")

    step: 3
    early: true
    title: {
        if (elsewhere)
            return looking ? qsTr("Nhập số định danh") : qsTr("Chọn cách khác");
        if (looking)
            return vm.aimsByPicture ? beforeCamera : beforeScanner;
        return vm.step === "read" ? qsTr("Đọc xong, mời cầm thẻ") : qsTr("Đặt thẻ căn cước lên ô đọc");
    }
    titleRole: Theme.largest ? Theme.h2 : Theme.h1
    lead: {
        if (trouble.visible)
            return "";
        if (elsewhere)
            return looking ? qsTr("12 số in trên mặt trước của thẻ.") : qsTr("Chưa mất gì cả.");
        if (looking)
            return vm.aimsByPicture ? qsTr("Mã QR ở góc thẻ. Cầm thẻ cách camera một gang tay.") : qsTr("Mã QR ở góc thẻ. Đưa mã vào vệt sáng của máy quét.");
        if (vm.step === "read")
            return qsTr("Máy không cần thẻ nữa.");
        return qsTr("Để yên thẻ đến khi máy báo xong. Mặt nào cũng được.");
    }
    readonly property bool seen: vm.step === "read" && vm.portrait !== ""
    nextKind: seen ? "primary" : "secondary"
    //: Another way than the camera, or than the chip.
    nextText: seen ? qsTr("Tiếp tục") : elsewhere ? "" : looking ? qsTr("Nhập số bằng tay") : qsTr("Không đọc được? Cách khác")
    nextIcon: "chevron-right"

    // Reading from the start begins at the camera, not at the pad that asked for it.
    onLookingChanged: if (looking)
        elsewhere = false
    onBack: elsewhere ? elsewhere = false : vm.back()
    onNext: seen ? vm.next() : elsewhere = true

    Connections {
        target: screen.vm
        function onChanged() {
            if (screen.reading)
                screen.elsewhere = false;
        }
    }
    Column {
        width: parent.width
        visible: !screen.elsewhere
        spacing: Theme.space3

        Trouble {
            id: trouble
            width: parent.width
            kind: "warn"
            fault: screen.vm.fault
        }
        CodeStep {
            width: parent.width
            visible: screen.looking
            vm: screen.vm
            room: screen.actHeight - (trouble.visible ? trouble.height + Theme.space3 : 0)
        }
        ChipStep {
            width: parent.width
            visible: !screen.looking
            vm: screen.vm
            room: screen.actHeight - (trouble.visible ? trouble.height + Theme.space3 : 0)
        }
    }
    OtherWays {
        width: parent.width
        height: parent.height
        visible: screen.elsewhere
        vm: screen.vm
    }
}
