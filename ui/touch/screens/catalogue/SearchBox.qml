// Search by name; what fits is shown while it is typed.
import QtQuick
import touch.theme
import touch.controls

FocusScope {
    id: box

    required property string text

    signal searched(string words)

    implicitHeight: Theme.fieldHeight + Theme.space1
    onTextChanged: if (!entry.activeFocus)
        entry.text = text

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusControl
        color: Theme.colors.surface
        border.width: entry.activeFocus ? Theme.borderChosen : Theme.borderCard
        border.color: entry.activeFocus ? Theme.colors.primary : Theme.colors.control

        TapHandler {
            gesturePolicy: TapHandler.ReleaseWithinBounds
            onTapped: entry.forceActiveFocus(Qt.MouseFocusReason)
        }
    }
    Icon {
        id: glass
        x: Theme.fieldPadding + Theme.space1
        anchors.verticalCenter: parent.verticalCenter
        name: "search"
        size: 56
    }
    Words {
        anchors.fill: entry
        visible: entry.text === ""
        //: Example in the search box; "tạm trú" is the name of a common procedure.
        text: qsTr("Tìm theo tên, ví dụ: tạm trú")
        role: Theme.lead
        color: Theme.colors.muted
        verticalAlignment: Text.AlignVCenter
        maximumLineCount: 1
        elide: Text.ElideRight
        Accessible.ignored: true
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
            box.searched(text)
        onActiveFocusChanged: if (activeFocus)
            //: The key that ends typing in the search box.
            Typing.doneText = qsTr("Tìm")
        else
            Typing.doneText = ""
    }
    Ring {
        around: parent
        shown: entry.activeFocus
    }
}
