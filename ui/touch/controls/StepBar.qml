// Where we are on the way: segments, and the same in words ("Bước 4 / 6 · Khai thông tin – trang 2 / 4").
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme

Column {
    id: bar

    required property int step // 1-based
    required property int count
    required property string name
    property string page: "" // "trang 2 / 4", or nothing
    property bool brief: false // no room for the name beside the page

    //: %1 step now, %2 number of steps, %3 name of the step.
    readonly property string spoken: qsTr("Bước %1 trên %2, %3").arg(step).arg(count).arg(name) + (page === "" ? "" : ", " + page)

    spacing: Theme.space1
    Accessible.role: Accessible.Indicator
    Accessible.name: spoken

    Row {
        id: row
        width: parent.width
        spacing: Theme.space1

        Repeater {
            model: bar.count
            Rectangle {
                required property int index
                readonly property bool reached: index < bar.step
                width: (row.width - (bar.count - 1) * row.spacing) / bar.count
                height: 14
                radius: height / 2
                color: reached ? Theme.colors.primary : "transparent"
                border.width: reached ? 0 : Theme.borderCard
                border.color: Theme.colors.control
            }
        }
    }
    Flow {
        width: parent.width

        Words {
            //: First half of "Bước 4 / 6 · Khai thông tin": %1 step now, %2 number of steps.
            text: qsTr("Bước %1 / %2").arg(bar.step).arg(bar.count) + " · "
            width: Math.min(implicitWidth, bar.width)
            role: Theme.small
            color: Theme.colors.muted
            Accessible.ignored: true
        }
        Words {
            visible: !bar.brief || bar.page === ""
            text: bar.name
            width: Math.min(implicitWidth, bar.width)
            role: Theme.small
            bold: true
            color: Theme.colors.muted
            Accessible.ignored: true
        }
        Words {
            visible: bar.page !== ""
            text: (bar.brief ? "" : " – ") + bar.page
            width: Math.min(implicitWidth, bar.width)
            role: Theme.small
            color: Theme.colors.muted
            Accessible.ignored: true
        }
    }
}
