// A line of text that our keyboard, a hardware keyboard and a screen reader can type into.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme

TextInput {
    id: entry

    property string layout: "text" // of the keyboard: "text", "number" or "email"
    property bool names: false // a capital at the start and after a space
    property string label: "" // spoken
    property list<int> groups: [] // digits only, in groups of these sizes
    property bool thousands: false // digits only, in threes from the right
    property bool masked: false // digits hide from those who stand behind
    property bool revealed: false // the person asked to see them

    readonly property bool digits: groups.length > 0 || thousands
    readonly property bool composes: layout === "text" && !digits
    readonly property string raw: digits ? text.replace(/\D/g, "") : text.trim()
    // The word at the caret, wherever the caret is in it: letters are all but blanks, digits and signs (this engine has no \p{L}).
    readonly property int wordStart: cursorPosition - text.slice(0, cursorPosition).match(/[^\s\d!-\/:-@[-`{-~–’]*$/)[0].length
    readonly property int wordEnd: cursorPosition + text.slice(cursorPosition).match(/^[^\s\d!-\/:-@[-`{-~–’]*/)[0].length

    function show(value: string) {
        text = grouped(value);
    }
    // Put `word` in place of the characters from `start` to `end` and leave the caret `caret` characters into it.
    function replace(start: int, end: int, word: string, caret: int) {
        if (word.length - (end - start) > maximumLength - text.length)
            return;
        remove(start, end);
        insert(start, word);
        cursorPosition = start + caret;
    }
    function type(letters: string) {
        remove(selectionStart, selectionEnd);
        insert(cursorPosition, letters);
    }
    function erase() {
        if (selectedText !== "")
            remove(selectionStart, selectionEnd);
        else if (cursorPosition > 0)
            remove(cursorPosition - 1, cursorPosition);
    }
    function grouped(value: string): string {
        if (thousands)
            return value.replace(/\B(?=(\d{3})+$)/g, ".");
        let shown = "";
        let rest = value;
        for (const size of groups) {
            shown += (shown === "" || rest === "" ? "" : " ") + rest.slice(0, size);
            rest = rest.slice(size);
        }
        return shown + rest;
    }
    // The two last arguments only say when to ask again: where a letter stands is no property.
    function placeOf(position: int, contentWidth: real, caret: rect): rect {
        return positionToRectangle(position);
    }
    // Group again after each change; the caret stays before the digits that follow it.
    function regroup() {
        const shown = grouped(text.replace(/\D/g, "")); // `raw` may not have followed yet
        if (shown === text)
            return;
        let after = text.slice(cursorPosition).replace(/\D/g, "").length;
        text = shown;
        let caret = shown.length;
        while (after > 0 && caret > 0)
            if (/\d/.test(shown[--caret]))
                after--;
        cursorPosition = caret;
    }

    activeFocusOnTab: true
    color: masked ? "transparent" : Theme.colors.text
    selectionColor: masked ? "transparent" : Theme.colors.primary
    selectedTextColor: masked ? "transparent" : Theme.colors.primaryInk
    font.family: Theme.family
    font.pixelSize: Theme.lead.px
    verticalAlignment: TextInput.AlignVCenter
    inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhSensitiveData
    selectByMouse: false
    clip: true
    onTextChanged: {
        if (digits)
            regroup();
        peek.restart();
    }
    onCursorPositionChanged: if (masked)
        cursorPosition = text.length // what cannot be seen is typed and erased at its end only
    Accessible.role: Accessible.EditableText
    Accessible.name: label
    Accessible.passwordEdit: masked && !revealed
    onActiveFocusChanged: activeFocus ? Typing.target = entry : Typing.leave(entry)
    Component.onDestruction: Typing.leave(entry)

    Keys.onPressed: event => {
        if (Typing.took(event.key) || Typing.tabbed(event)) {
            event.accepted = true;
            return;
        }
        // What one person typed must not wait on the clipboard for the next.
        if ([StandardKey.Copy, StandardKey.Cut, StandardKey.Paste].some(keys => event.matches(keys))) {
            event.accepted = true;
            return;
        }
        if (/^\S$/.test(event.text))
            Cues.say(event.text, true);
        const plain = (event.modifiers & ~(Qt.ShiftModifier | Qt.KeypadModifier)) === 0;
        if (!Typing.composed || !composes || !plain || !/^[A-Za-z0-9]$/.test(event.text))
            return;
        Typing.hardwareKey(event.text);
        event.accepted = true;
    }

    cursorDelegate: Rectangle {
        width: 5
        visible: entry.cursorVisible
        color: Theme.colors.primary
    }

    Timer {
        id: peek
        interval: Theme.peekMs
    }
    Words { // the digits of a masked number, each of them only for a moment
        anchors.verticalCenter: parent.verticalCenter
        visible: entry.masked
        role: Theme.lead
        bold: false
        wrapMode: Text.NoWrap
        text: Array.from(entry.text, (letter, index) => {
            const last = peek.running && entry.activeFocus && index === entry.text.length - 1;
            const ends = !entry.activeFocus && (index < 3 || index >= entry.text.length - 3);
            return letter === " " || entry.revealed || last || ends ? letter : "•";
        }).join("")
        Accessible.ignored: true
    }
    Rectangle { // the word that an accent key would change
        readonly property rect from: entry.placeOf(entry.wordStart, entry.contentWidth, entry.cursorRectangle)
        readonly property rect to: entry.placeOf(entry.wordEnd, entry.contentWidth, entry.cursorRectangle)
        visible: entry.activeFocus && entry.composes && entry.wordEnd > entry.wordStart && to.x > from.x
        x: from.x
        y: from.y + from.height - 6
        width: to.x - from.x
        height: 3
        color: Theme.colors.text
    }
}
