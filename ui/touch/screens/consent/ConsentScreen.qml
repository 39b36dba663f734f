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

    component Line: Row {
        id: line
        required property string icon
        required property string text
        width: parent?.width ?? 0
        spacing: Theme.space3
        Icon {
            name: line.icon
            size: Theme.iconButton
        }
        Words {
            width: line.width - Theme.iconButton - line.spacing
            text: line.text
        }
    }

    Words {
        width: parent.width
        text: screen.vm.text
        role: Theme.lead
        color: Theme.colors.muted
    }
    Subheading {
        width: parent.width
        //: Title over the list of data.
        text: qsTr("Những thông tin được dùng")
    }
    Repeater {
        model: screen.vm.data
        Line {
            required property string modelData
            icon: "check"
            text: modelData
        }
    }
    Subheading {
        width: parent.width
        //: Title over the name of the agency.
        text: qsTr("Ai nhận")
    }
    Line {
        icon: "building-2"
        text: screen.vm.recipient
    }
    Message {
        width: parent.width
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
