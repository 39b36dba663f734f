// Around a whole screen: ▲ and ▼ of a keypad go to the thing before and after, as Tab does.
import QtQuick

FocusScope {
    id: walk

    function move(forward: bool) {
        const from = walk.Window.activeFocusItem ?? walk;
        const next = from.nextItemInFocusChain(forward);
        if (next)
            next.forceActiveFocus(forward ? Qt.TabFocusReason : Qt.BacktabFocusReason);
    }

    focus: true
    Keys.onUpPressed: move(false)
    Keys.onDownPressed: move(true)
}
