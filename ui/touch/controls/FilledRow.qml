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
    property string spoken: text // the same for the ear
    property bool concealed: false // a private number, hidden until its eye is pressed
    property bool divided: false // a line above, for every row of a card but the first

    // The mark stands beside the label where there is room for both, under the value else.
    readonly property bool personal: true // spoken by the headset only
    readonly property bool beside: !button.visible && !eye.visible && mark.implicitWidth + heading.implicitWidth + Theme.gap < width

    signal edit
    signal reveal

    implicitHeight: words.implicitHeight + 2 * Theme.space2
    Accessible.role: Accessible.Grouping
    Accessible.name: label + ": " + spoken + (source === "" ? "" : ", " + mark.text)

    Rectangle {
        visible: row.divided
        width: parent.width
        height: Theme.highContrast ? 4 : 2
        color: Theme.colors.line
    }
    Column {
        id: words
        y: Theme.space2
        width: parent.width - (button.visible ? button.width + Theme.gap : 0) - (eye.visible ? eye.width + Theme.gap : 0)

        Words {
            id: heading
            width: row.beside ? parent.width - mark.width - Theme.gap : parent.width
            text: row.label
            role: Theme.small
            color: Theme.colors.muted
            Accessible.ignored: true
        }
        Words {
            id: value
            width: parent.width
            text: row.text
            role: Theme.lead
            bold: true
            Accessible.ignored: true
        }
        Item {
            width: 1
            height: mark.visible && !row.beside ? mark.height : 0
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
    SourceMark {
        id: mark
        source: row.source
        x: row.beside ? row.width - width : 0
        y: words.y + (row.beside ? 0 : value.y + value.height)
        Accessible.ignored: true
    }
    EyeButton {
        id: eye
        visible: row.concealed && !row.viewOnly
        anchors.right: button.visible ? button.left : parent.right
        anchors.rightMargin: button.visible ? Theme.gap : 0
        anchors.verticalCenter: parent.verticalCenter
        of: row.label
        onClicked: {
            row.reveal();
            Cues.say(row.label + ": " + row.spoken, true);
        }
    }
    KioskButton {
        id: button
        visible: row.editable && !row.viewOnly
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        height: Theme.target + Theme.space1
        //: Button: change this value.
        text: qsTr("Sửa")
        icon: "pencil-line"
        role: Theme.body
        //: Spoken name of the button "Sửa" of one value; %1 is the value's label.
        name: qsTr("Sửa %1").arg(row.label)
        onClicked: row.edit()
    }
}
