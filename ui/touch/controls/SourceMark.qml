// Where a value came from (`source`: a value of kiosk.identity.party.Source), in icon, words and colour.
import QtQuick
import touch.theme

Mark {
    required property string source

    readonly property var known: ({
            chip_genuine: {
                icon: "shield-check",
                //: Source of a value: the card's chip, proven genuine.
                text: qsTr("Từ chip, đã xác thực"),
                tint: Theme.colors.ok
            },
            chip_unproven: {
                icon: "cpu",
                //: Source of a value: the card's chip, not (yet) proven genuine.
                text: qsTr("Từ chip, chưa xác thực"),
                tint: Theme.colors.warn
            },
            code: {
                icon: "qr-code",
                //: Source of a value: the QR code printed on the card; it is not signed.
                text: qsTr("Từ mã QR, chưa xác thực"),
                tint: Theme.colors.primary
            },
            derived: {
                icon: "calculator",
                //: Source of a value: computed from other values.
                text: qsTr("Máy tính ra"),
                tint: Theme.colors.primary
            },
            scanned: {
                icon: "scan-text",
                //: Source of a value: read from a paper by the machine; must be checked.
                text: qsTr("Máy đọc từ giấy – hãy soát lại"),
                tint: Theme.colors.warn
            },
            place: {
                icon: "map-pin",
                //: Source of a value: the place where the kiosk stands.
                text: qsTr("Theo nơi đặt máy"),
                tint: Theme.colors.primary
            },
            typed: {
                icon: "keyboard",
                //: Source of a value: typed by the citizen.
                text: qsTr("Tự nhập"),
                tint: Theme.colors.muted
            },
            staff: {
                icon: "user-round-pen",
                //: Source of a value: typed by a member of staff.
                text: qsTr("Cán bộ nhập"),
                tint: Theme.colors.muted
            }
        })

    visible: source !== ""
    icon: source === "" ? "" : known[source].icon
    text: source === "" ? "" : known[source].text
    tint: source === "" ? Theme.colors.muted : known[source].tint
}
