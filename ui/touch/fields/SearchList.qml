// One of a large list: a few letters, then one of what fits. Shows what is chosen until it is changed.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

FocusScope {
    id: search

    required property string text // what is chosen now, in words
    required property string label
    required property var options // what fits: [{value, label, hint}]
    property bool erred: false
    property bool searching: false
    readonly property int most: 4 // cards that have room above the keyboard

    signal searched(string text)
    signal toggled(var value)

    implicitHeight: column.implicitHeight
    onActiveFocusChanged: if (!activeFocus)
        searching = false
    onSearchingChanged: Typing.searching = searching
    Component.onDestruction: if (searching)
        Typing.searching = false

    function begin() {
        searching = true;
        entry.clear();
        entry.forceActiveFocus(Qt.OtherFocusReason);
        searched("");
    }

    Column {
        id: column
        width: parent.width
        spacing: Theme.gap

        Pressable {
            id: opener
            width: parent.width
            height: Math.max(Theme.fieldHeight, now.implicitHeight + 2 * Theme.space2)
            visible: !search.searching
            focus: visible
            name: search.label + ". " + now.text
            onClicked: search.begin()
            Plate {
                under: opener
                erred: search.erred
            }
            Words {
                id: now
                x: Theme.fieldPadding
                width: parent.width - 2 * x - Theme.iconButton
                anchors.verticalCenter: parent.verticalCenter
                //: In a box that opens a search when it is touched.
                text: search.text === "" ? qsTr("Chạm để tìm và chọn") : search.text
                role: Theme.lead
                color: search.text === "" ? Theme.colors.muted : Theme.colors.text
                Accessible.ignored: true
            }
            Icon {
                anchors.right: parent.right
                anchors.rightMargin: Theme.space4
                anchors.verticalCenter: parent.verticalCenter
                name: "search"
                size: Theme.iconButton
            }
        }
        Box {
            width: parent.width
            visible: search.searching
            holds: entry
            Icon {
                x: Theme.fieldPadding
                anchors.verticalCenter: parent.verticalCenter
                name: "search"
                size: Theme.iconButton
            }
            Entry {
                id: entry
                x: Theme.fieldPadding + Theme.iconButton + Theme.gap
                width: parent.width - x - Theme.fieldPadding
                height: parent.height
                label: search.label
                onTextChanged: if (search.searching)
                    search.searched(text)
                onActiveFocusChanged: {
                    //: The key "Xong" of the keyboard where a list is searched.
                    Typing.doneText = activeFocus ? qsTr("Tìm") : "";
                }
            }
        }
        Repeater {
            model: search.searching ? Math.min(search.most, search.options.length) : 0
            ChoiceCard {
                required property int index
                width: column.width
                text: search.options[index]?.label ?? ""
                hint: search.options[index]?.hint ?? ""
                onClicked: {
                    const value = search.options[index].value;
                    search.searching = false;
                    search.toggled(value);
                }
            }
        }
    }
}
