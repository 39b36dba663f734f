// Words in the page, never floating: "info", "ok", "warn" or "bad". Says cause, what is safe, what to do.
import QtQuick
import touch.theme

Rectangle {
    id: message

    required property string text
    property string title: ""
    property string kind: "info"
    property string icon: ({ info: "info", ok: "circle-check-big", warn: "triangle-alert", bad: "circle-alert" })[kind]

    readonly property color ink: ({ info: Theme.colors.primary, ok: Theme.colors.ok, warn: Theme.colors.warn, bad: Theme.colors.bad })[kind]

    implicitHeight: words.implicitHeight + 2 * Theme.space3
    radius: Theme.radiusControl
    color: ({ info: Theme.colors.soft, ok: Theme.colors.okSoft, warn: Theme.colors.warnSoft, bad: Theme.colors.badSoft })[kind]
    border.width: Theme.highContrast ? Theme.borderControl : 0
    border.color: ink
    Accessible.role: kind === "warn" || kind === "bad" ? Accessible.AlertMessage : Accessible.Paragraph
    Accessible.name: title === "" ? text : title.replace(/[.]$/, "") + ". " + text

    Rectangle {
        width: 10
        height: parent.height
        radius: width / 2
        color: message.ink
    }
    Icon {
        id: mark
        x: Theme.space4
        y: Theme.space3 + (Math.min(words.implicitHeight, Theme.lead.line) - height) / 2
        name: message.icon
        tint: message.ink
        alert: true
    }
    Column {
        id: words
        anchors.left: mark.right
        anchors.leftMargin: Theme.space3
        anchors.right: parent.right
        anchors.rightMargin: Theme.space3
        y: Theme.space3

        Words {
            width: parent.width
            visible: text !== ""
            text: message.title
            role: Theme.lead
            bold: true
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            text: message.text
            role: message.title === "" ? Theme.lead : Theme.body
            bold: message.title === ""
            Accessible.ignored: true
        }
    }
}
