// A date as three columns: day, month, year. Digits go from one to the next; the keyboard's + and − step the chosen one.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme

FocusScope {
    id: entry

    property bool partial: false // only the year, or month and year, may be known
    property bool erred: false
    property string label: ""
    property list<string> parts: ["", "", ""] // day, month and year as typed
    property int part: 0 // the one that is typed into

    readonly property string day: parts[0]
    readonly property string month: parts[1]
    readonly property string year: parts[2]
    readonly property list<string> headings: [
        //: Column of a date.
        qsTr("Ngày"),
        //: Column of a date.
        qsTr("Tháng"),
        //: Column of a date.
        qsTr("Năm")]
    // ISO date as far as it is known; what is incomplete stays as typed, so that the check can say what is missing.
    readonly property string value: {
        if (year.length === 4 && month === "" && day === "" && partial)
            return year;
        if (year.length === 4 && month !== "" && day === "" && partial)
            return year + "-" + month.padStart(2, "0");
        if (year.length === 4 && month !== "" && day !== "")
            return year + "-" + month.padStart(2, "0") + "-" + day.padStart(2, "0");
        return day + month + year === "" ? "" : day + "/" + month + "/" + year;
    }

    signal edited

    function show(iso: string) {
        const known = iso.includes("/") ? iso.split("/").reverse() : iso.split("-");
        parts = [known[2] ?? "", known[1] ?? "", known[0] ?? ""];
        part = 0;
    }
    function put(index: int, text: string) {
        parts = parts.map((old, at) => at === index ? text : old);
        edited();
    }
    function type(digit: string) {
        const full = part === 2 ? 4 : 2;
        const old = parts[part].length >= full ? "" : parts[part];
        put(part, old + digit);
        const alone = part === 0 ? "456789" : part === 1 ? "23456789" : "";
        if (part < 2 && (parts[part].length === full || (old === "" && alone.includes(digit))))
            part += 1;
    }
    function erase() {
        if (parts[part] === "" && part > 0)
            part -= 1;
        put(part, parts[part].slice(0, -1));
    }
    function step(index: int, by: int) {
        const least = index === 2 ? 1900 : 1;
        const most = index === 0 ? 31 : index === 1 ? 12 : 9999;
        const start = index === 2 ? new Date().getFullYear() : by > 0 ? least - by : most - by;
        const now = parts[index] === "" ? start : Number(parts[index]);
        const next = now + by > most ? least : now + by < least ? (index === 2 ? least : most) : now + by;
        part = index;
        put(index, String(next).padStart(index === 2 ? 4 : 2, "0"));
    }
    function forgetDay() {
        part = 1;
        put(0, "");
    }
    function keepYear() {
        part = 2;
        parts = ["", "", year];
        edited();
    }

    implicitHeight: row.implicitHeight
    activeFocusOnTab: true
    Accessible.role: Accessible.EditableText
    Accessible.name: label
    Accessible.focusable: true
    onActiveFocusChanged: activeFocus ? Typing.target = entry : Typing.leave(entry)
    Component.onDestruction: Typing.leave(entry)

    Keys.onPressed: event => {
        event.accepted = Typing.took(event.key) || Typing.tabbed(event) || keyed(event);
    }

    function keyed(event: KeyEvent): bool {
        if (event.key === Qt.Key_Left)
            part = Math.max(0, part - 1);
        else if (event.key === Qt.Key_Right)
            part = Math.min(2, part + 1);
        else if (/^[0-9]$/.test(event.text))
            type(event.text);
        else if (event.key === Qt.Key_Backspace)
            erase();
        else if (event.text === "+" || event.text === "-")
            step(part, event.text === "+" ? 1 : -1);
        else
            return false;
        return true;
    }

    Row {
        id: row
        spacing: Theme.gap

        Repeater {
            model: entry.headings
            DatePart {
                required property int index
                required property string modelData
                width: (index === 2 ? 4 : 3) * (entry.width - 2 * row.spacing) / 10
                heading: modelData
                digits: entry.parts[index]
                chosen: entry.activeFocus && entry.part === index
                erred: entry.erred
                onTouched: {
                    entry.part = index;
                    entry.forceActiveFocus(Qt.MouseFocusReason);
                }
            }
        }
    }
}
