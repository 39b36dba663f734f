// Welcome: what this machine does and how; the first touch already chooses.
import QtQuick
import touch.theme
import touch.controls
import touch.screens

Page {
    id: screen

    required property WelcomeViewModel vm
    readonly property bool roomy: !Theme.largest && actHeight > 780 // for the three steps

    //: Greeting on the first screen.
    title: qsTr("Xin chào")
    titleRole: Theme.display
    //: Under the greeting.
    lead: qsTr("Mời chọn việc cần làm")
    backText: ""

    Hills {
        parent: screen
        z: -1
        width: screen.width
        height: Theme.lowReach ? 420 : 400
        y: screen.wide ? screen.height - height : Math.max(screen.zone - 300, 240)
        fading: !screen.wide
    }
    Column {
        width: parent.width
        spacing: Theme.space4

        Hero {
            width: parent.width
            //: The one thing to do on the first screen.
            text: qsTr("Làm thủ tục")
            //: Under "Làm thủ tục": examples, and what is needed.
            hint: qsTr("Cư trú, khai sinh, kết hôn, căn cước…\nCần có thẻ căn cước.")
            onClicked: screen.vm.begin()
        }
        Words {
            width: parent.width
            visible: screen.roomy
            //: Title over three numbered steps.
            text: qsTr("Ba bước là xong")
            role: Theme.h2
            Accessible.role: Accessible.Heading
        }
        Column {
            width: parent.width
            visible: screen.roomy
            spacing: Theme.space3

            Thing {
                width: parent.width
                icon: "id-card"
                //: Step 1 of 3 on the first screen.
                text: qsTr("Đặt thẻ căn cước")
                hint: qsTr("Máy điền sẵn thông tin từ thẻ")
            }
            Thing {
                width: parent.width
                icon: "file-pen-line"
                //: Step 2 of 3 on the first screen.
                text: qsTr("Khai phần còn thiếu")
                hint: qsTr("Xem lại và sửa được trước khi nộp")
            }
            Thing {
                width: parent.width
                icon: "receipt-text"
                //: Step 3 of 3 on the first screen.
                text: qsTr("Cầm biên nhận về")
                hint: qsTr("Hồ sơ được niêm phong và tự gửi đi")
            }
        }
    }
}
