// Who it is: number, PIN, one-time code – or the help desk's answer – on a pad whose digits lie elsewhere each time.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls
import touch.keyboard

Column {
    id: door

    required property StaffViewModel vm
    property int step: 0
    property var typed: ["", "", "", ""]
    readonly property bool unlocking: vm.challenge !== ""
    readonly property int box: unlocking ? 3 : step
    readonly property bool tight: height < 680 // no room for a heading over the box

    readonly property list<string> names: [
        //: Sign-in of staff, step 1: number of the account.
        qsTr("Số cán bộ"),
        //: Step 2.
        qsTr("Mã PIN"),
        //: Step 3: six digits of the authenticator app; may stay empty.
        qsTr("Mã một lần (để trống nếu không dùng)"),
        //: In place of the PIN: eight digits that the province's help desk says on the telephone.
        qsTr("Số trả lời của tỉnh (8 chữ số)")
    ]

    function press(digit: string) {
        if (typed[box].length < (unlocking ? 8 : 12))
            typed = typed.map((text, at) => at === box ? text + digit : text);
    }
    function erase() {
        if (typed[box] === "" && step > 0 && !unlocking)
            step--;
        else
            typed = typed.map((text, at) => at === box ? text.slice(0, -1) : text);
    }
    function go() {
        if (box !== 2 && typed[box] === "")
            return;
        if (unlocking) {
            vm.answerUnlock(typed[3]);
        } else if (step < 2) {
            step++;
            return;
        } else {
            vm.signIn(typed[0], typed[1], typed[2]);
        }
        typed = unlocking ? [typed[0], "", "", ""] : ["", "", "", ""];
        step = unlocking ? 1 : 0;
    }

    spacing: Theme.space3

    Subheading {
        width: parent.width
        visible: !door.tight
        text: door.names[door.box]
    }
    Rectangle {
        width: parent.width
        height: Theme.fieldHeight
        radius: Theme.radiusControl
        color: Theme.colors.surface
        border.width: Theme.borderChosen
        border.color: Theme.colors.primary

        Words {
            anchors.centerIn: parent
            readonly property string now: door.typed[door.box]
            readonly property string shown: door.box % 3 === 0 ? now : "•".repeat(now.length)
            text: shown === "" && door.tight ? door.names[door.box] : shown
            role: shown === "" ? Theme.lead : Theme.h2
            color: shown === "" ? Theme.colors.muted : Theme.colors.text
            code: shown !== ""
            Accessible.ignored: true
        }
    }
    Grid {
        id: keys
        readonly property int keyHeight: Math.max(Theme.target, Math.min(132, (door.height - y - otherwise.height - door.spacing) / 4 - spacing))
        readonly property var digits: door.vm.pad.map(digit => ({
                    id: digit,
                    text: digit
                }))
        width: parent.width
        columns: 3
        spacing: Theme.gap

        Repeater {
            model: [...keys.digits.slice(0, 9),
                {
                    id: "erase",
                    icon: "delete",
                    face: "alt",
                    //: Spoken name of the ⌫ key of numbers.
                    name: qsTr("Xóa một số")
                }, ...keys.digits.slice(9),
                {
                    id: "go",
                    //: Key of the sign-in pad: next step; at the last one: sign in.
                    text: door.box < 2 ? qsTr("Tiếp") : qsTr("Vào"),
                    face: "primary"
                }]
            Key {
                required property var modelData
                width: (keys.width - 2 * keys.spacing) / 3
                height: keys.keyHeight
                enabled: !door.vm.working
                text: modelData.text ?? ""
                icon: modelData.icon ?? ""
                face: modelData.face ?? "letter"
                name: modelData.name ?? text
                onClicked: modelData.id === "erase" ? door.erase() : modelData.id === "go" ? door.go() : door.press(modelData.id)
            }
        }
    }
    KioskButton {
        id: otherwise
        width: parent.width
        opacity: door.step > 0 && !door.unlocking ? 1 : 0 // keeps its place, so that no key ever moves
        icon: "phone"
        //: A technician without PIN or phone asks the province's help desk.
        text: qsTr("Kỹ thuật viên không có mã: gọi tỉnh")
        waiting: door.vm.working
        enabled: opacity > 0
        onClicked: door.vm.askUnlock(door.typed[0])
    }
}
