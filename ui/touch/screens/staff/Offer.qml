// The citizen is asked: may this member of staff help with the form?
import QtQuick
import touch.screens

StaffPage {
    id: offer

    Thing {
        width: parent.width
        icon: "users-round"
        //: %1 is the name of the member of staff.
        text: qsTr("Cán bộ %1 muốn giúp ông/bà khai").arg(offer.vm.name)
        hint: qsTr("Cán bộ sẽ thấy những gì hiện trên màn hình.")
    }
    Thing {
        width: parent.width
        icon: "user-round-pen"
        text: qsTr("Chỗ cán bộ nhập được ghi rõ")
        hint: qsTr("Trong hồ sơ có dấu “Cán bộ nhập”. Máy không giữ lại gì.")
    }
    Thing {
        width: parent.width
        icon: "undo-2"
        text: qsTr("Dừng lúc nào cũng được")
        hint: qsTr("Bấm Gọi cán bộ, rồi chọn tự khai tiếp.")
    }
}
