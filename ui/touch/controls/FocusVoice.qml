// Says what the keypad has come to: its name, whether it is chosen, its place among others, its hint.
import QtQuick

Item {
    readonly property Item heard: Window.activeFocusItem

    function words(item: Item): string {
        const parts = [item.Accessible.name, chosenness(item), item.Accessible.description];
        return parts.filter(part => part !== "").join(", ");
    }
    function chosenness(item: Item): string {
        if (!item.Accessible.checkable)
            return "";
        //: Spoken state of an answer or a switch.
        return item.Accessible.checked ? qsTr("đã chọn") : qsTr("chưa chọn");
    }

    function tell() {
        if (heard && (heard as Pressable)?.focusSeen !== false && heard.Accessible.name !== "")
            Cues.say(words(heard), heard instanceof Entry || heard instanceof DateEntry);
    }

    visible: false
    onHeardChanged: Qt.callLater(tell) // when the item knows how the focus came
}
