// Stored or accepted, under which number, what to take along, what comes next. No date before acceptance.
pragma ComponentBehavior: Bound
import QtQuick
import touch.controls
import touch.screens

SheetPage {
    id: screen

    required property DoneViewModel vm

    title: vm.unfinished ? qsTr("Đã chuyển phần khai dở ra quầy") : vm.delivery === "accepted" ? qsTr("Hồ sơ đã được tiếp nhận") : qsTr("Hồ sơ đã được lưu")
    early: true
    //: Another procedure for the same person; while the page is turned: back to its beginning.
    backText: sheet > 0 ? qsTr("Quay lại") : qsTr("Làm việc khác")
    backIcon: sheet > 0 ? goesBack : "plus"
    //: Ends the visit.
    doneText: qsTr("Xong, kết thúc")
    doneIcon: "check"

    onDone: vm.finish()
    onLeave: vm.another()

    Outcome {
        width: parent.width
        vm: screen.vm
    }
    Trouble {
        width: parent.width
        kind: "warn"
        fault: screen.vm.fault
    }
    Thing {
        width: parent.width
        visible: screen.vm.slip !== "failed"
        icon: "receipt-text"
        //: First thing to do after filing: take the slip.
        text: qsTr("Lấy giấy biên nhận")
        hint: screen.vm.slip === "printing" ? qsTr("Đang in ở khe bên dưới màn hình") : qsTr("Đã in xong, ở khe bên dưới màn hình")
    }
    Thing {
        width: parent.width
        visible: screen.vm.slip === "failed"
        icon: "smartphone"
        //: The slip was not printed.
        text: qsTr("Chụp lại số và mã trên màn hình")
        hint: qsTr("Biên nhận chưa in được. Số này vẫn dùng được.")
    }
    Thing {
        width: parent.width
        visible: screen.vm.atDesk
        icon: "users-round"
        //: The dossier is only prepared: an officer receives it at the desk.
        text: screen.vm.unfinished ? qsTr("Đem biên nhận đến quầy") : qsTr("Đem biên nhận đến quầy để ký")
        hint: screen.vm.unfinished ? qsTr("Cán bộ khai tiếp phần còn lại cùng ông/bà") : qsTr("Cán bộ in tờ khai, ông/bà ký rồi mới được tiếp nhận")
    }
    Thing {
        width: parent.width
        visible: screen.vm.left !== ""
        icon: "list-checks"
        //: Title of a list: forms to complete at the desk, papers to hand in or to show there.
        text: qsTr("Còn làm tại quầy")
        hint: screen.vm.left
    }
    Thing {
        width: parent.width
        visible: screen.vm.result !== ""
        icon: "file-check"
        //: What the person will get in the end; %1 is its name.
        text: qsTr("Kết quả sẽ nhận")
        hint: screen.vm.result
    }
    CodeCard {
        width: parent.width
        source: screen.vm.paymentPicture
        //: The fee may be paid by bank transfer; nobody has to.
        title: qsTr("Chuyển khoản lệ phí (không bắt buộc)")
        //: %1 is the owner, number and bank of the account.
        text: qsTr("Người nhận: %1. So đúng tên trước khi trả. Máy không xác nhận đã trả; có thể trả tại quầy.").arg(screen.vm.payee)
    }
    CodeCard {
        width: parent.width
        source: screen.vm.calendarPicture
        //: A newborn's vaccinations for the calendar of a phone.
        title: qsTr("Lịch tiêm chủng của trẻ")
        text: qsTr("Quét bằng điện thoại để thêm vào lịch. Lịch tham khảo: trạm y tế hẹn ngày tiêm.")
    }
    Repeater {
        model: screen.vm.suggestions
        Thing {
            required property string modelData
            width: parent?.width ?? 0
            icon: "calendar-clock"
            text: modelData
        }
    }
    Message {
        width: parent.width
        kind: "warn"
        icon: "id-card"
        text: qsTr("Nhớ cầm thẻ căn cước và giấy tờ gốc về.")
    }
    RatingBlock {
        width: parent.width
        vm: screen.vm
    }
}
