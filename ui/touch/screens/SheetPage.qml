// A screen whose content may be longer than its zone: the primary button turns pages until the end was shown.
import QtQuick

Page {
    default property alias content: sheets.content
    property string doneText: ""
    property bool urgent: false // what `done` does comes before the rest of the page
    property string doneIcon: "arrow-right"
    //: Primary button while more follows below.
    property string moreText: qsTr("Xem tiếp")
    property alias sheet: sheets.at
    readonly property alias remaining: sheets.remaining

    signal done
    signal leave

    nextText: sheets.more && !urgent ? moreText : doneText
    nextIcon: sheets.more && !urgent ? "arrow-down" : doneIcon
    onNext: sheets.more && !urgent ? sheets.turn() : done()
    onBack: sheets.at > 0 ? sheets.turnBack() : leave()

    Sheets {
        id: sheets
        anchors.fill: parent
    }
}
