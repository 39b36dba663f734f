// One purpose a page: who gets which data for what; refusing is possible, and what happens then.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls
import touch.screens

SheetPage {
    id: screen

    required property ConsentViewModel vm

    step: 3
    //: Which purpose this is, %1 of %2.
    stepPage: vm.count > 1 ? qsTr("mục đích %1 / %2").arg(vm.number).arg(vm.count) : ""
    title: vm.purpose
    early: true
    //: The person agrees to the purpose shown.
    doneText: qsTr("Tôi đồng ý")
    doneIcon: "check"

    onLeave: vm.back()
    onDone: vm.agree()

    Words {
        width: parent.width
        text: screen.vm.text
        role: Theme.lead
        color: Theme.colors.muted
    }
    Words {
        width: parent.width
        //: Title over the list of data.
        text: qsTr("Những thông tin được dùng")
        role: Theme.h2
        Accessible.role: Accessible.Heading
    }
    Repeater {
        model: screen.vm.data
        Row {
            id: item
            required property string modelData
            width: parent?.width ?? 0
            spacing: Theme.space3
            Icon {
                name: "check"
                size: Theme.iconButton
            }
            Words {
                width: item.width - Theme.iconButton - item.spacing
                text: item.modelData
            }
        }
    }
    Words {
        width: parent.width
        //: Title over the name of the agency.
        text: qsTr("Ai nhận")
        role: Theme.h2
        Accessible.role: Accessible.Heading
    }
    Row {
        id: receiver
        width: parent.width
        spacing: Theme.space3
        Icon {
            name: "building-2"
            size: Theme.iconButton
        }
        Words {
            width: receiver.width - Theme.iconButton - receiver.spacing
            text: screen.vm.recipient
        }
    }
    Message {
        width: parent.width
        kind: "info"
        //: Title over what happens on refusal.
        title: qsTr("Nếu không đồng ý")
        text: screen.vm.refusal
    }
    KioskButton {
        width: parent.width
        //: The person refuses the purpose shown.
        text: qsTr("Tôi không đồng ý")
        onClicked: screen.vm.refuse()
    }
}
