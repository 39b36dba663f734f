// A value the State already knows: label, value, source. Locked facts of a chip are corrected by staff only.
import QtQuick
import touch.theme

Item {
    id: row

    required property string label
    required property string text
    required property string source
    property bool locked: false
    property bool editable: !locked
    property bool viewOnly: false // while the keyboard is open: no buttons

    signal edit

    implicitHeight: words.implicitHeight + 2 * Theme.space2
    Accessible.role: Accessible.Grouping
    Accessible.name: label + ": " + text + (mark.text === "" ? "" : ", " + mark.text)

    Column {
        id: words
        y: Theme.space2
        width: parent.width - (button.visible ? button.width + Theme.gap : 0)

        Item {
            width: parent.width
            height: mark.beside ? Math.max(heading.height, mark.height) : heading.height
            Words {
                id: heading
                width: mark.beside ? parent.width - mark.width - Theme.gap : parent.width
                text: row.label
                role: Theme.small
                color: Theme.colors.muted
                Accessible.ignored: true
            }
        }
        Words {
            width: parent.width
            text: row.text
            role: Theme.lead
            bold: true
            Accessible.ignored: true
        }
        Item {
            width: parent.width
            height: mark.beside ? 0 : mark.height
            SourceMark {
                id: mark
                // Beside the label where there is room for both, under the value else.
                readonly property bool beside: !button.visible && implicitWidth + heading.implicitWidth + Theme.gap < words.width
                source: row.source
                x: beside ? parent.width - width : 0
                y: beside ? -(words.implicitHeight - height) : 0
                Accessible.ignored: true
            }
        }
        Words {
            width: parent.width
            visible: row.locked && !row.viewOnly
            //: Under a fact from the chip that the citizen cannot change.
            text: qsTr("Sai? Gọi cán bộ")
            role: Theme.small
            color: Theme.colors.muted
        }
    }
    KioskButton {
        id: button
        visible: row.editable && !row.viewOnly
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        implicitHeight: Theme.target + Theme.space1
        //: Button: change this value.
        text: qsTr("Sửa")
        icon: "pencil-line"
        role: Theme.body
        //: Spoken name of the button "Sửa" of one value; %1 is the value's label.
        name: qsTr("Sửa %1").arg(row.label)
        onClicked: row.edit()
    }
}
