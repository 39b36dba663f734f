// Was it easy? Nobody has to say; a face that is not glad is asked why. Thanks at once, nobody's name is kept.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

Column {
    id: block

    required property DoneViewModel vm
    property bool again: false // the faces are shown once more
    readonly property bool why: vm.asksWhy && !again

    spacing: Theme.space1

    Words {
        width: parent.width
        //: Over five faces; thanks once one was touched; asks why when the face is not glad.
        text: block.vm.face === 0 ? qsTr("Dùng máy này có dễ không?") : block.why ? qsTr("Cảm ơn ông/bà. Điều gì chưa được?") : qsTr("Cảm ơn ông/bà đã góp ý.")
        role: Theme.lead
        bold: true
        Accessible.role: Accessible.Heading
    }
    Rating {
        width: parent.width
        visible: !block.why
        value: block.vm.face
        onRated: value => {
            block.again = false;
            block.vm.rate(value);
        }
    }
    Grid {
        id: reasons
        readonly property real cell: (width - (columns - 1) * spacing) / columns
        width: parent.width
        visible: block.why
        columns: 3
        spacing: Theme.gap

        Repeater {
            model: [
                {
                    id: "finding",
                    //: Why the machine was not easy.
                    text: qsTr("Khó tìm việc")
                },
                {
                    id: "words",
                    //: Why the machine was not easy.
                    text: qsTr("Chữ khó hiểu")
                },
                {
                    id: "card",
                    //: Why the machine was not easy.
                    text: qsTr("Khó đọc thẻ")
                },
                {
                    id: "typing",
                    //: Why the machine was not easy.
                    text: qsTr("Khó gõ chữ")
                },
                {
                    id: "slow",
                    //: Why the machine was not easy.
                    text: qsTr("Lâu quá")
                }
            ]
            SmallChoice {
                required property var modelData
                width: reasons.cell
                text: modelData.text
                many: true
                chosen: block.vm.reasons.indexOf(modelData.id) >= 0
                onClicked: block.vm.because(modelData.id)
            }
        }
        SmallChoice {
            width: reasons.cell
            //: Shows the five faces again.
            text: qsTr("Đổi ý")
            icon: "undo-2"
            onClicked: block.again = true
        }
    }
}
