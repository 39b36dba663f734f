// The head of a screen: where we are, what to do, one sentence more.
import QtQuick
import touch.theme
import touch.controls

Column {
    id: heading

    required property string title
    property TypeRole role: Theme.h1
    property string lead: ""
    property int step: 0
    property string stepPage: ""
    property bool leadElsewhere: false
    property bool brief: false // the step without its name

    readonly property list<string> names: [
        //: Step 1 of 6 of a visit.
        qsTr("Chọn việc cần làm"),
        //: Step 2 of 6 of a visit.
        qsTr("Xem cần giấy tờ gì"),
        //: Step 3 of 6 of a visit.
        qsTr("Xác nhận danh tính"),
        //: Step 4 of 6 of a visit.
        qsTr("Khai thông tin"),
        //: Step 5 of 6 of a visit.
        qsTr("Kiểm tra lại"),
        //: Step 6 of 6 of a visit.
        qsTr("Nộp hồ sơ")
    ]

    spacing: Theme.space2
    Accessible.role: Accessible.Heading
    Accessible.name: title + (lead === "" ? "" : ". " + lead)

    StepBar {
        width: parent.width
        visible: heading.step > 0
        step: heading.step
        count: heading.names.length
        name: heading.names[heading.step - 1] ?? ""
        brief: heading.brief
        page: heading.stepPage
    }
    Words {
        width: parent.width
        text: heading.title
        role: heading.role
        Accessible.ignored: true
    }
    Words {
        width: parent.width
        visible: text !== "" && !heading.leadElsewhere
        text: heading.lead
        role: Theme.lead
        color: Theme.colors.muted
        Accessible.ignored: true
    }
}
