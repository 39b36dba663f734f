// Papers under the camera: which one, is it sharp, how many pages; the original goes home with its owner.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls
import touch.screens

SheetPage {
    id: screen

    required property AttachViewModel vm
    property int chosen: -1 // the page whose buttons are shown
    readonly property var advices: ({
            //: No paper was found in the picture.
            no_sheet: qsTr("Chưa thấy tờ giấy. Đặt giấy lên mặt bàn sẫm màu, trong khung."),
            cut_off: qsTr("Tờ giấy bị cắt mép. Đặt trọn cả tờ vào trong khung."),
            too_far: qsTr("Tờ giấy quá nhỏ trong hình. Đưa lại gần camera."),
            blurred: qsTr("Hình bị nhòe. Để yên tờ giấy rồi chụp lại."),
            glare: qsTr("Giấy bị lóa. Xoay tờ giấy một chút rồi chụp lại."),
            too_dark: qsTr("Hình quá tối. Bỏ tay ra khỏi đèn rồi chụp lại.")
        })

    step: 4
    //: Which paper this is, %1 of %2.
    stepPage: qsTr("giấy tờ %1 / %2").arg(vm.number).arg(vm.count)
    title: vm.paper
    lead: vm.condition !== "" ? vm.condition : qsTr("Đặt bản gốc dưới camera, chụp từng trang, rồi cầm về.")
    early: true
    //: Goes to the next paper or to the review.
    doneText: qsTr("Tiếp tục")

    onLeave: vm.back()
    onDone: vm.settled ? vm.next() : reminder.visible = true

    Connections {
        target: screen.vm
        function onChanged() {
            screen.chosen = Math.min(screen.chosen, screen.vm.pages.length - 1);
            if (screen.vm.settled)
                reminder.visible = false;
        }
    }
    Trouble {
        width: parent.width
        fault: screen.vm.fault
    }
    Message {
        id: reminder
        width: parent.width
        visible: false
        kind: "bad"
        //: The primary button was pressed before anything was done about this paper.
        title: qsTr("Chưa chụp trang nào")
        text: qsTr("Chụp giấy này, hoặc chọn đem đến quầy.")
    }
    CameraView {
        width: parent.width
        height: Math.round(width * 0.56)
        visible: !screen.vm.later
        away: screen.vm.cameraAway
        frame: screen.vm.picture
    }
    Message {
        width: parent.width
        visible: screen.vm.advice !== ""
        kind: "warn"
        text: screen.advices[screen.vm.advice] ?? ""
    }
    KioskButton {
        width: parent.width
        visible: !screen.vm.later && !screen.vm.cameraAway
        text: screen.vm.pages.length === 0 ? qsTr("Chụp trang này") : qsTr("Chụp trang tiếp theo")
        icon: "camera"
        waiting: screen.vm.taking
        //: While a page is being taken.
        waitingText: qsTr("Đang chụp, để yên giấy")
        onClicked: screen.vm.takePage()
    }
    Flow {
        width: parent.width
        visible: screen.vm.pages.length > 0
        spacing: Theme.space2

        Repeater {
            model: screen.vm.pages
            PageTile {
                required property string modelData
                required property int index
                source: modelData
                number: index + 1
                chosen: screen.chosen === index
                onClicked: screen.chosen = screen.chosen === index ? -1 : index
            }
        }
    }
    Flow {
        id: tools
        width: parent.width
        visible: screen.chosen >= 0
        spacing: Theme.space2
        readonly property real half: (width - spacing) / 2

        KioskButton {
            width: tools.half
            text: qsTr("Chụp lại trang %1").arg(screen.chosen + 1)
            icon: "refresh-cw"
            onClicked: screen.vm.retake(screen.chosen)
        }
        KioskButton {
            width: tools.half
            kind: "danger"
            text: qsTr("Bỏ trang %1").arg(screen.chosen + 1)
            icon: "trash-2"
            onClicked: screen.vm.drop(screen.chosen)
        }
        KioskButton {
            width: tools.half
            visible: screen.chosen > 0
            //: Moves a page one place to the front.
            text: qsTr("Đưa lên trước")
            icon: "arrow-left"
            onClicked: {
                screen.vm.move(screen.chosen, screen.chosen - 1);
                screen.chosen -= 1;
            }
        }
        KioskButton {
            width: tools.half
            visible: screen.chosen < screen.vm.pages.length - 1
            //: Moves a page one place to the back.
            text: qsTr("Đưa ra sau")
            icon: "arrow-right"
            iconAfter: true
            onClicked: {
                screen.vm.move(screen.chosen, screen.chosen + 1);
                screen.chosen += 1;
            }
        }
    }
    ChoiceCard {
        width: parent.width
        many: true
        visible: screen.vm.pages.length === 0
        //: The citizen brings the paper to the desk instead.
        text: qsTr("Tôi đem giấy này đến quầy")
        hint: qsTr("Không chụp ở đây. Cán bộ sẽ nhận tại quầy.")
        chosen: screen.vm.later
        onClicked: screen.vm.bringLater(!screen.vm.later)
    }
}
