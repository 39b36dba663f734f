// Search by name; what fits is shown while it is typed.
import QtQuick
import touch.theme
import touch.controls

FocusScope {
    id: search

    required property string text

    signal searched(string words)

    implicitHeight: Theme.fieldHeight + Theme.space1
    onTextChanged: if (!entry.activeFocus)
        entry.text = text

    Box {
        anchors.fill: parent
        holds: entry
        //: Example in the search box; "tạm trú" is the name of a common procedure.
        example: qsTr("Tìm theo tên, ví dụ: tạm trú")

        Icon {
            id: glass
            x: Theme.fieldPadding + Theme.space1
            anchors.verticalCenter: parent.verticalCenter
            name: "search"
            size: 56
        }
        Entry {
            id: entry
            anchors.left: glass.right
            anchors.leftMargin: Theme.space4
            anchors.right: parent.right
            anchors.rightMargin: Theme.fieldPadding
            height: parent.height
            label: qsTr("Tìm theo tên")
            onTextChanged: if (activeFocus)
                search.searched(text)
            onActiveFocusChanged: {
                //: The key that ends typing in the search box.
                Typing.doneText = activeFocus ? qsTr("Tìm") : "";
            }
        }
    }
}
