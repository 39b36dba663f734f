// The three questions that may lie over a screen: leave, time, staff coming. Made when they are asked.
pragma ComponentBehavior: Bound
import QtQuick
import touch.controls

Item {
    id: questions

    required property ShellViewModel vm
    property string asked: "" // "leave" or "staff"
    readonly property bool warned: vm.idleSeconds >= 0
    readonly property bool open: warned || asked !== ""

    function ask(name: string) {
        asked = name;
    }
    function close() {
        asked = "";
    }

    Loader {
        anchors.fill: parent
        active: questions.asked === "leave" && !questions.warned
        sourceComponent: Dialog {
            //: Dialog: end the visit?
            title: qsTr("Kết thúc và xóa thông tin đã nhập?")
            text: qsTr("Máy sẽ xóa hết để người sau không thấy. Hồ sơ đã nộp vẫn còn.")
            safe: qsTr("Khai tiếp")
            danger: qsTr("Kết thúc và xóa")
            onSafeChosen: questions.close()
            onDangerChosen: {
                questions.close();
                questions.vm.leave();
            }
        }
    }
    Loader {
        anchors.fill: parent
        active: questions.asked === "staff" && !questions.warned && questions.vm.helpedBy === ""
        sourceComponent: Dialog {
            //: Dialog after a second touch on "Gọi cán bộ".
            title: qsTr("Cán bộ đang đến")
            text: qsTr("Đã gọi cán bộ. Trong lúc chờ, cứ khai tiếp.")
            safe: qsTr("Chờ cán bộ")
            danger: qsTr("Không cần nữa")
            dangerIcon: "undo-2"
            //: For the member of staff who has come: leads to the sign-in.
            other: qsTr("Tôi là cán bộ")
            onOtherChosen: {
                questions.close();
                questions.vm.openDesk();
            }
            onSafeChosen: questions.close()
            onDangerChosen: {
                questions.close();
                questions.vm.callStaff();
            }
        }
    }
    Loader {
        anchors.fill: parent
        active: questions.asked === "staff" && !questions.warned && questions.vm.helpedBy !== ""
        sourceComponent: Dialog {
            //: Dialog while a member of staff helps with the form; %1 is their name.
            title: qsTr("Cán bộ %1 đang giúp khai").arg(questions.vm.helpedBy)
            text: qsTr("Những chỗ nhập lúc này được ghi là cán bộ nhập.")
            safe: qsTr("Khai tiếp cùng cán bộ")
            danger: qsTr("Tôi tự khai tiếp")
            dangerIcon: "undo-2"
            onSafeChosen: questions.close()
            onDangerChosen: {
                questions.close();
                questions.vm.endHelp();
            }
        }
    }
    Loader {
        anchors.fill: parent
        active: questions.warned
        sourceComponent: Dialog {
            seconds: questions.vm.idleSeconds
            secondsFrom: questions.vm.idleFrom
            //: Dialog: nobody touched the screen for a while.
            title: qsTr("Ông/bà còn ở đây không?")
            text: qsTr("Chưa mất gì cả. Hết giờ, máy sẽ xóa thông tin đã nhập để người sau không thấy.")
            safe: qsTr("Tôi cần thêm thời gian")
            danger: qsTr("Kết thúc và xóa")
            onSafeChosen: questions.vm.stillHere()
            onDangerChosen: questions.vm.leave()
        }
    }
}
