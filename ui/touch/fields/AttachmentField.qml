// A paper laid under the camera: not yet, or there and to be taken again.
import QtQuick
import touch.controls

FieldBase {
    id: paper

    readonly property bool there: (value ?? "") !== ""

    Message {
        visible: paper.there
        width: parent.width
        kind: "ok"
        //: The paper was photographed.
        text: qsTr("Đã chụp")
    }
    KioskButton {
        width: parent.width
        focus: true
        icon: "camera"
        //: Button: photograph a paper, again or for the first time.
        text: paper.there ? qsTr("Chụp lại") : qsTr("Chụp giấy này")
        onClicked: paper.paperWanted(paper.pointer)
    }
}
