// What is being typed into now, and how the person likes to type: the on-screen keyboard and the fields meet here.
pragma Singleton
import QtQuick
import touch.theme

QtObject {
    // The entry in focus: an Entry or a DateEntry; the keyboard is open while there is one.
    property Item target: null
    readonly property bool open: target !== null
    onTargetChanged: {
        pointing = false;
        doneText = "";
    }
    readonly property Entry entry: target as Entry
    readonly property DateEntry dateEntry: target as DateEntry

    // How high the screen is above the keyboard; where that is little, a page shows one entry and little else.
    property real room: 0
    property real aside: 0 // what keys beside the entry take of its width
    readonly property bool tight: open && room < 480
    readonly property bool alone: tight || (open && Theme.largest) // nothing else than the entry has room

    property string method: "marks" // "marks" (accent keys), "telex" or "vni"; remembered for the visit
    property bool searching: false // what is typed searches a list, whose answers want the room above the keyboard
    property string doneText: "" // what "Xong" does, when it is something else; set by the entry when it gets the focus

    // A keyboard is there that composes what a hardware keyboard types as well: Telex, unless VNI was chosen.
    property bool composed: false

    // The keypad moves a ring over the keys of the screen: OK begins it and presses a key, "Quay lại" ends it.
    property bool pointing: false

    signal hardwareKey(string letter)
    signal pointed(int key)
    signal done // "Xong" was pressed

    // What an entry does with a key of the keypad first; true when it was for the keys of the screen.
    function took(key: int): bool {
        const ok = key === Qt.Key_Return || key === Qt.Key_Enter || key === Qt.Key_Select;
        const arrow = key === Qt.Key_Left || key === Qt.Key_Right || key === Qt.Key_Up || key === Qt.Key_Down;
        if (!composed || !(ok || (pointing && (arrow || key === Qt.Key_Escape || key === Qt.Key_Back))))
            return false;
        if (pointing && !ok && !arrow)
            pointing = false;
        else if (pointing)
            pointed(key);
        else
            pointing = true;
        return true;
    }
    // To the thing before or after, with the keyboard closed first: what it hid stands in the order as well.
    function walk(from: Item, forward: bool) {
        if (from === target)
            target = null;
        from.nextItemInFocusChain(forward)?.forceActiveFocus(forward ? Qt.TabFocusReason : Qt.BacktabFocusReason);
    }
    // Tab in a box; the focus would skip what the keyboard hides.
    function tabbed(event: KeyEvent): bool {
        if (event.key !== Qt.Key_Tab && event.key !== Qt.Key_Backtab)
            return false;
        walk(target, event.key === Qt.Key_Tab);
        return true;
    }
    function leave(entry: Item) {
        if (target === entry)
            target = null;
    }
    function close() {
        if (target)
            target.focus = false;
        target = null;
    }
    // "Xong": answer what was typed and close the keyboard.
    function finish() {
        done();
        close();
    }
    function reset() {
        close();
        method = "marks";
    }

    // The next or previous entry of the page, over everything else that can have the focus; null at either end.
    function beside(forward: bool): Item {
        let item = target;
        for (let i = 0; item && i < 500; i++) { // a page has fewer things; a broken ring must not hang the screen
            item = item.nextItemInFocusChain(forward);
            if (item === target || (item && isAfter(item) !== forward && isTyped(item)))
                return null;
            if (item && isTyped(item))
                return item;
        }
        return null;
    }
    function isTyped(item: Item): bool {
        return item instanceof Entry || item instanceof DateEntry;
    }
    // The chain of the focus is a ring: what stands further up is where it begins again.
    function isAfter(item: Item): bool {
        const there = item.mapToItem(null, 0, 0);
        const here = target.mapToItem(null, 0, 0);
        return there.y > here.y || (there.y === here.y && there.x > here.x);
    }
    function step(forward: bool) {
        beside(forward)?.forceActiveFocus(forward ? Qt.TabFocusReason : Qt.BacktabFocusReason);
    }
}
