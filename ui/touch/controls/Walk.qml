// Around a whole screen: ▲ and ▼ of a keypad go to the thing before and after, as Tab does.
import QtQuick

FocusScope {
    id: walk

    function move(forward: bool) {
        Typing.walk(walk.Window.activeFocusItem ?? walk, forward);
    }

    focus: true
    Keys.onUpPressed: move(false)
    Keys.onDownPressed: move(true)
}
