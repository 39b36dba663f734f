// Print again by local number, the day's report, the list that goes with the post; erase what its owner asked to erase.
import QtQuick
import touch.controls

StaffPage {
    id: slips

    property bool sure: false

    NumberBox {
        id: number
        width: parent.width
        //: Label of the box for a local number such as K07-260916-0123-K.
        label: qsTr("Số phiếu tại máy")
        example: "K07-260916-0123-K"
        onRawChanged: slips.sure = false
    }
    KioskButton {
        width: parent.width
        icon: "printer"
        text: qsTr("In lại phiếu (không có họ tên)")
        waiting: slips.vm.working
        onClicked: slips.vm.act("reprint", number.raw.toUpperCase())
    }
    KioskButton {
        width: parent.width
        visible: slips.vm.rights.includes("report")
        icon: "chart-column"
        text: qsTr("In báo cáo trong ngày")
        waiting: slips.vm.working
        onClicked: slips.vm.act("report", "")
    }
    KioskButton {
        width: parent.width
        visible: slips.vm.rights.includes("post_list")
        icon: "receipt-text"
        text: qsTr("In phiếu bàn giao bưu điện")
        waiting: slips.vm.working
        onClicked: slips.vm.act("post_list", "")
    }
    Message {
        width: parent.width
        visible: slips.sure
        kind: "warn"
        //: Before erasing a dossier.
        title: qsTr("Xóa hẳn hồ sơ này khỏi máy?")
        text: qsTr("Chỉ xóa khi chủ hồ sơ yêu cầu. Bản cổng đã nhận vẫn còn ở cổng.")
    }
    KioskButton {
        width: parent.width
        visible: slips.vm.rights.includes("erase")
        kind: "danger"
        icon: "trash-2"
        text: slips.sure ? qsTr("Xóa hẳn") : qsTr("Xóa hồ sơ theo yêu cầu của chủ hồ sơ")
        waiting: slips.vm.working
        onClicked: {
            if (slips.sure)
                slips.vm.act("erase", number.raw.toUpperCase());
            slips.sure = !slips.sure && number.raw !== "";
        }
    }
    KioskButton {
        width: parent.width
        visible: slips.sure
        icon: "undo-2"
        //: Do not erase the dossier after all.
        text: qsTr("Không, giữ lại")
        onClicked: slips.sure = false
    }
}
