// The state of a dossier (`delivery`: a value of kiosk.visit.snapshot.Delivery), in the words that slip and speech use.
import QtQuick
import touch.theme

Rectangle {
    id: pill

    required property string delivery

    readonly property var known: ({
            queued: {
                icon: "hourglass",
                //: State of a dossier: stored on this machine, waiting to be sent.
                text: qsTr("ĐÃ LƯU TẠI MÁY – CHỜ GỬI"),
                tint: Theme.colors.warn,
                face: Theme.colors.warnSoft
            },
            sending: {
                icon: "cloud-upload",
                //: State of a dossier: being sent now.
                text: qsTr("ĐANG GỬI"),
                tint: Theme.colors.primary,
                face: Theme.colors.soft
            },
            sent: {
                icon: "cloud-check",
                //: State of a dossier: sent, waiting for the office to accept it.
                text: qsTr("ĐÃ GỬI – CHỜ TIẾP NHẬN"),
                tint: Theme.colors.primary,
                face: Theme.colors.soft
            },
            accepted: {
                icon: "circle-check-big",
                //: State of a dossier: accepted by the office.
                text: qsTr("ĐÃ TIẾP NHẬN"),
                tint: Theme.colors.ok,
                face: Theme.colors.okSoft
            },
            returned: {
                icon: "undo-2",
                //: State of a dossier: the office wants something added.
                text: qsTr("CẦN BỔ SUNG"),
                tint: Theme.colors.bad,
                face: Theme.colors.badSoft
            },
            refused: {
                icon: "circle-x",
                //: State of a dossier: the office refused it for good.
                text: qsTr("TỪ CHỐI TIẾP NHẬN"),
                tint: Theme.colors.bad,
                face: Theme.colors.badSoft
            },
            blocked: {
                icon: "triangle-alert",
                //: State of a dossier: a member of staff must look at it.
                text: qsTr("CẦN CÁN BỘ XEM"),
                tint: Theme.colors.bad,
                face: Theme.colors.badSoft
            }
        })
    property real room: Infinity // width there is: words that need more stand in two lines
    readonly property var now: known[delivery === "quarantined" ? "blocked" : delivery]

    implicitWidth: Math.min(room, mark.wanted + 2 * Theme.space3)
    implicitHeight: Math.max(60, mark.implicitHeight + Theme.space2)
    radius: Math.min(height / 2, Theme.radiusDialog)
    color: now.face
    border.width: Theme.borderCard
    border.color: now.tint

    Mark {
        id: mark
        anchors.centerIn: parent
        icon: pill.now.icon
        text: pill.now.text
        tint: pill.now.tint
        role: Theme.small
        wraps: true
        width: Math.min(wanted, pill.room - 2 * Theme.space3)
    }
}
