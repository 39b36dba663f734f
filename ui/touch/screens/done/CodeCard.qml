// A code for the citizen's own phone, with what it is for; not shown without one.
import QtQuick
import touch.theme
import touch.controls
import touch.screens

Card {
    id: card

    required property string source
    required property string title
    required property string text

    visible: source !== ""

    Row {
        width: parent.width
        spacing: Theme.space4
        CodePicture {
            id: code
            source: card.source
            side: 300
            name: card.title
        }
        Column {
            width: parent.width - code.width - parent.spacing
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space1
            Words {
                width: parent.width
                text: card.title
                role: Theme.lead
                bold: true
            }
            Words {
                width: parent.width
                text: card.text
                color: Theme.colors.muted
            }
        }
    }
}
