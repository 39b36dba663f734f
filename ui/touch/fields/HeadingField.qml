// The title of a block; whose card may be laid down for it.
import QtQuick
import touch.controls

FieldBase {
    id: heading

    readonly property string party: field.party ?? ""

    titled: false

    Subheading {
        width: parent.width
        text: heading.label
    }
    KioskButton {
        visible: heading.party !== ""
        width: parent.width
        //: Button: fill this block from the card of the person it is about.
        text: qsTr("Điền bằng thẻ của người này")
        icon: "id-card"
        onClicked: heading.cardWanted(heading.party)
    }
}
