// Anything that is pressed: one tap, or OK on the keypad, and the same signal. Subtypes only draw it.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme

FocusScope {
    id: pressable

    property string name: "" // what is spoken
    property string description: ""
    property string place: "" // among others of its kind, as in "2 trên 5"
    property bool waiting: false // keeps its place and ignores taps
    property bool keepsFocus: true // false for keys: the field being typed in stays in focus
    property int radius: Theme.radiusControl
    readonly property bool pressed: (tap.pressed || held) && !waiting
    readonly property bool focusSeen: activeFocus && (ringAlways || !byTouch)
    property bool held: false
    property bool byTouch: false
    property bool ringAlways: false // also when the focus came by touch

    signal clicked

    function press() {
        if (waiting || !enabled)
            return;
        Cues.tick();
        Cues.say(name, !keepsFocus); // a key tells what is being typed
        clicked();
    }

    implicitHeight: Theme.buttonHeight
    activeFocusOnTab: keepsFocus
    onActiveFocusChanged: if (!activeFocus) {
        byTouch = false;
        held = false;
    }

    Accessible.role: Accessible.Button
    Accessible.name: name
    Accessible.description: [place, description].filter(part => part !== "").join(". ")
    Accessible.focusable: keepsFocus
    Accessible.onPressAction: pressable.press()

    Keys.onPressed: event => {
        if (!isOk(event.key))
            return;
        if (!event.isAutoRepeat)
            held = true;
        event.accepted = true;
    }
    Keys.onReleased: event => {
        if (!isOk(event.key) || event.isAutoRepeat)
            return;
        event.accepted = true;
        if (held) {
            held = false;
            press();
        }
    }

    function isOk(key: int): bool {
        return key === Qt.Key_Return || key === Qt.Key_Enter || key === Qt.Key_Space || key === Qt.Key_Select;
    }

    TapHandler {
        id: tap
        gesturePolicy: TapHandler.ReleaseWithinBounds
        // The focus moves when the finger is lifted: moving it earlier could close the keyboard and shift the page
        // from under the finger. It moves before the press counts, so that what was typed is answered first.
        onTapped: {
            if (pressable.keepsFocus) {
                pressable.byTouch = true;
                pressable.forceActiveFocus(Qt.MouseFocusReason);
            }
            pressable.press();
        }
    }

    Loader {
        anchors.fill: parent
        active: pressable.focusSeen
        z: 1
        sourceComponent: Ring {
            around: pressable
            radius: pressable.radius
            shown: true
        }
    }
}
