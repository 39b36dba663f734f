// One page of answers as the citizen checks them: [{label, text, spoken, source}], one "Sửa" for all of it.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme

Card {
    id: section

    required property string title
    required property var rows
    property bool editable: true
    property bool concealed: false // some of its numbers are hidden

    signal edit
    signal reveal

    spacingInside: 0
    Accessible.role: Accessible.Grouping
    Accessible.name: title

    Item {
        width: parent.width
        height: Math.max(heading.implicitHeight, button.visible ? button.height : 0) + Theme.space1

        Words {
            id: heading
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - (button.visible ? button.width + Theme.gap : 0)
            text: section.title
            role: Theme.lead
            bold: true
            Accessible.role: Accessible.Heading
        }
        KioskButton {
            id: button
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            visible: section.editable
            height: Theme.target + Theme.space1
            //: Button: change the answers of this section.
            text: qsTr("Sửa")
            //: Spoken name of the button "Sửa" of one section; %1 is the section's title.
            name: qsTr("Sửa %1").arg(section.title)
            icon: "pencil-line"
            role: Theme.body
            onClicked: section.edit()
        }
    }
    Repeater {
        model: section.rows.length
        ReviewRow {
            required property int index
            readonly property var row: section.rows[index] ?? ({})
            width: parent?.width ?? 0
            label: row.label ?? ""
            text: row.text ?? ""
            spoken: row.spoken ?? ""
            source: row.source ?? ""
        }
    }
    // Last, so that a card that is only looked at may stand above the reach of the hand and its eye does not.
    EyeButton {
        anchors.right: parent?.right
        visible: section.concealed
        of: section.title
        onClicked: {
            section.reveal();
            Cues.say(section.rows.map(row => row.label + ": " + row.spoken).join(". "), true);
        }
    }
}
