// One of the three numbered stills that stand for the moving drawing when motion is reduced.
import QtQuick

Item {
    id: still

    required property string act
    required property int number

    readonly property var captions: act === "lay" ? [
        //: First of three stills: lay the card on the reader.
        qsTr("Cầm thẻ"),
        //: Second of three stills.
        qsTr("Đặt lên ô đọc"),
        //: Third of three stills.
        qsTr("Để yên")] : [
        //: First of three stills: show the card's code to the scanner.
        qsTr("Cầm thẻ"),
        //: Second of three stills.
        qsTr("Đưa mã vào vệt sáng"),
        //: Third of three stills.
        qsTr("Giữ yên")]

    Words {
        id: caption
        width: parent.width
        text: still.number + ". " + still.captions[still.number - 1]
        bold: true
        horizontalAlignment: Text.AlignHCenter
    }
    Item {
        anchors.top: caption.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        CardScene {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: parent.bottom
            transformOrigin: Item.Bottom
            scale: Math.min(1, parent.width / width, parent.height / height)
            act: still.act
            part: (still.number - 1) / 2
        }
    }
}
