// What a technician without PIN or phone reads to the province's help desk, or lets a telephone photograph.
import QtQuick
import touch.theme
import touch.controls
import touch.screens

Card {
    id: challenge

    required property StaffViewModel vm

    Row {
        width: parent.width
        spacing: Theme.space3

        CodePicture {
            id: picture
            visible: challenge.width > (Theme.largest ? 800 : 600) // else the letters need the room: they can be read out
            source: challenge.vm.challengePicture
            side: 240
            //: Spoken name of the QR code of the challenge.
            name: qsTr("Mã hỏi dạng QR")
        }
        Column {
            width: parent.width - (picture.visible ? picture.width + parent.spacing : 0)
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space1
            Words {
                readonly property string told: challenge.vm.notice.text // one place for both: the pad needs the room
                width: parent.width
                text: told !== "" ? told : qsTr("Gọi hỗ trợ của tỉnh, đọc mã hỏi này:")
                color: told !== "" ? Theme.colors.warn : Theme.colors.text
                bold: told !== ""
            }
            Words {
                width: parent.width
                text: challenge.vm.challenge.replace(/^([^-]+-[^-]+)-/, "$1\n")
                role: Theme.h2
                code: true
            }
        }
    }
}
