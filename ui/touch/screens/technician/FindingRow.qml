// One finding in words, with what to do about it.
import QtQuick
import touch.theme
import touch.controls

Column {
    id: row

    required property string level
    required property string text
    required property string remedy

    spacing: Theme.space1

    Mark {
        width: row.width
        wraps: true
        icon: ({ ok: "circle-check-big", note: "info", warn: "triangle-alert", bad: "circle-alert" })[row.level] ?? "info"
        text: row.text
        tint: ({ ok: Theme.colors.ok, note: Theme.colors.muted, warn: Theme.colors.warn, bad: Theme.colors.bad })[row.level] ?? Theme.colors.muted
        role: Theme.body
    }
    Words {
        visible: text !== ""
        width: row.width
        leftPadding: Theme.space5
        text: row.remedy
    }
}
