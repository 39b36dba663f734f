// The ring that a keypad moves from key to key, and presses with OK.
import QtQuick
import touch.theme
import touch.controls

Item {
    id: pointer

    required property Item board

    function keysIn(item: Item): list<var> {
        if (!item.visible)
            return [];
        if (item instanceof Pressable)
            return [{ key: item, place: item.mapToItem(pointer, 0, 0, item.width, item.height) }];
        return Array.from(item.children).reduce((all, child) => all.concat(keysIn(child)), []);
    }
    function show(place: rect) {
        finger.x = place.x;
        finger.y = place.y;
        finger.width = place.width;
        finger.height = place.height;
    }
    // Half a key to the side counts as much as a row; the nearest key in the direction of the arrow wins.
    function move(dx: int, dy: int) {
        const x = finger.x + finger.width / 2;
        const y = finger.y + finger.height / 2;
        let best = null;
        let least = Infinity;
        for (const one of keysIn(board)) {
            const right = one.place.x + one.place.width / 2 - x;
            const down = one.place.y + one.place.height / 2 - y;
            const ahead = right * dx + down * dy;
            const far = ahead + 2 * Math.abs(dx ? down : right);
            if (ahead > 4 && far < least) {
                least = far;
                best = one;
            }
        }
        if (best)
            point(best);
    }
    function point(one: var) {
        show(one.place);
        Cues.say(one.key.name, true);
    }
    function press() {
        const at = Qt.point(finger.x + finger.width / 2, finger.y + finger.height / 2);
        const inside = place => at.x >= place.x && at.x <= place.x + place.width && at.y >= place.y && at.y <= place.y + place.height;
        keysIn(board).find(one => inside(one.place))?.key.press();
    }
    function begin() {
        const keys = keysIn(board);
        point(keys[Math.floor(keys.length / 2)]);
    }

    // Other keys have come: stay at the same distance from the foot, on the key that is nearest.
    function stay() {
        const middle = place => Qt.vector2d(place.x + place.width / 2, place.y + place.height / 2);
        const now = middle(finger);
        const distance = one => middle(one.place).minus(now).length();
        const keys = keysIn(board).sort((one, other) => distance(one) - distance(other));
        if (keys.length > 0)
            show(keys[0].place);
    }

    visible: Typing.pointing

    Connections {
        target: Typing
        function onPointingChanged() {
            if (Typing.pointing)
                pointer.begin();
        }
        function onMethodChanged() {
            Qt.callLater(pointer.stay);
        }
        function onPointed(key: int) {
            if (key === Qt.Key_Left || key === Qt.Key_Right)
                pointer.move(key === Qt.Key_Left ? -1 : 1, 0);
            else if (key === Qt.Key_Up || key === Qt.Key_Down)
                pointer.move(0, key === Qt.Key_Up ? -1 : 1);
            else
                pointer.press();
            if (Typing.pointing)
                Qt.callLater(pointer.stay);
        }
    }
    Item {
        id: finger
        objectName: "finger"
        Ring {
            around: finger
            shown: true
        }
    }
}
