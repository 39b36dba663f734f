// The pages of the board, where citizens find their helps.
import QtQuick
import touch.controls

ServiceBar {
    id: tabs

    required property StaffViewModel vm

    readonly property var known: [
        {
            id: "beside",
            icon: "users-round",
            right: "assist",
            //: Tab of the staff's board: the citizen who stands here.
            text: qsTr("Người dân")
        },
        {
            id: "queue",
            icon: "list",
            right: "see_board",
            //: Tab of the staff's board: dossiers of the queue.
            text: qsTr("Hồ sơ")
        },
        {
            id: "figures",
            icon: "chart-column",
            right: "see_indicators",
            //: Tab of the staff's board: indicators.
            text: qsTr("Số liệu")
        },
        {
            id: "slips",
            icon: "printer",
            right: "reprint",
            //: Tab of the staff's board: print slips and lists.
            text: qsTr("In phiếu")
        },
        {
            id: "machine",
            icon: "cpu",
            right: "see_board",
            //: Tab of the staff's board: devices.
            text: qsTr("Thiết bị")
        },
        {
            id: "holdings",
            icon: "database",
            right: "see_holdings",
            //: Tab of the staff's board: what data the machine holds.
            text: qsTr("Dữ liệu")
        }
    ]

    tiles: known.filter(tab => vm.rights.includes(tab.right) && (tab.id === "beside") <= vm.inVisit).map(tab => ({
                id: tab.id,
                icon: tab.icon,
                text: tab.text,
                on: vm.page === tab.id
            }))
    onChosen: id => vm.turn(id)
}
