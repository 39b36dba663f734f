// Something went wrong: what happened, what is safe, what to do now, and one line for staff.
import QtQuick
import touch.theme
import touch.controls

Column {
    id: trouble

    required property var fault // {code, happened, safe, now}
    readonly property string code: fault.code // empty when all is well
    property string kind: "bad"

    onCodeChanged: Cues.paged()
    visible: code !== ""
    spacing: Theme.space1

    Message {
        width: parent.width
        kind: trouble.kind
        title: trouble.fault.happened
        text: trouble.fault.safe + " " + trouble.fault.now
    }
    Words {
        x: Theme.space4
        width: parent.width - x
        //: Under the words of a fault; %1 is a code such as TH-05.
        text: qsTr("Mã cho cán bộ: %1").arg(trouble.code)
        role: Theme.small
        color: Theme.colors.muted
    }
}
