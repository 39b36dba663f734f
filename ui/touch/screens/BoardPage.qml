// One page of a board behind the counter: turns pages instead of scrolling, with one button at its foot.
import QtQuick
import touch.theme
import touch.controls

FocusScope {
    id: board

    default property alias content: sheets.content
    readonly property bool tall: sheets.contentHeight > height + 1

    Sheets {
        id: sheets
        width: parent.width
        height: parent.height - (board.tall ? onward.height + Theme.space3 : 0)
    }
    KioskButton {
        id: onward
        visible: board.tall
        anchors.bottom: parent.bottom
        width: parent.width
        icon: "arrow-down"
        iconAfter: true
        //: Turns the pages of a long list; %1 of %2; after the last comes the first.
        text: qsTr("Xem tiếp · %1 / %2").arg(sheets.at + 1).arg(sheets.starts.length)
        onClicked: sheets.at = (sheets.at + 1) % sheets.starts.length
    }
}
