// A paper that an answer calls for: said here, laid under the camera in the papers' step.
import touch.controls

FieldBase {
    id: paper

    readonly property bool there: (value ?? "") !== ""

    Message {
        width: parent.width
        kind: paper.there ? "ok" : "info"
        icon: paper.there ? "circle-check-big" : "camera"
        //: The paper was photographed; or where that will be done.
        text: paper.there ? qsTr("Đã chụp") : qsTr("Chụp ở bước giấy tờ, hoặc đem ra quầy")
    }
}
