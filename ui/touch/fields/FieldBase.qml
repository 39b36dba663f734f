// What every input shares: what is wrong, label, hint, then the control. `field` is a kiosk.forms.view.FieldView as a map.
import QtQuick
import touch.theme
import touch.controls

FocusScope {
    id: base

    required property var field
    property var found: [] // what the large list asked for last has to offer: [{value, label, hint}]
    property bool titled: true
    property bool several: false // holds fields of its own, with labels of their own

    readonly property string pointer: field.pointer ?? ""
    readonly property string label: field.label ?? ""
    readonly property string hint: field.hint ?? ""
    readonly property string example: field.example ?? ""
    readonly property string error: field.error ?? ""
    readonly property bool optional: !(field.required ?? false)
    readonly property bool erred: error !== ""
    readonly property string warning: erred ? "" : field.warning ?? "" // hinders nothing
    readonly property var value: field.value ?? null
    readonly property var options: field.options ?? []
    readonly property bool searched: Typing.searching && activeFocus // the answers found want the room
    readonly property bool tight: Typing.tight && activeFocus
    // While it is typed into and room is little: what fits above the control, first what is wrong, then label and hint.
    readonly property real room: tight ? Typing.room - 2 * Theme.ringWidth - slot.implicitHeight - (wrong.visible ? wrong.implicitHeight + Theme.space1 : 0) : Infinity
    readonly property bool labelFits: title.implicitHeight + Theme.space1 <= room
    readonly property bool hintFits: title.implicitHeight + tip.implicitHeight + 2 * Theme.space1 <= room
    // Spoken at the control: label, hint and what is wrong.
    readonly property string spoken: [label, hint, error, warning].filter(part => part !== "").join(". ")

    default property alias control: slot.data

    signal answered(string pointer, var value)
    signal asked(string list, string within, string text) // search a large list
    signal rowAdded(string pointer)
    signal rowRemoved(string pointer)
    signal cardWanted(string party)

    objectName: several ? "" : "field"
    implicitHeight: inside.implicitHeight
    enabled: field.enabled ?? true

    Rectangle {
        visible: base.erred
        width: 10
        height: parent.height
        radius: width / 2
        color: Theme.colors.bad
    }
    Column {
        id: inside
        x: base.erred ? Theme.space4 + Theme.space1 / 2 : 0
        width: parent.width - x
        spacing: Theme.space1

        Mark {
            id: wrong
            visible: base.erred && !base.searched
            width: parent.width
            icon: "circle-alert"
            text: base.error
            tint: Theme.colors.bad
            role: base.tight ? Theme.small : Theme.body
            wraps: true
        }
        Mark {
            visible: base.warning !== "" && !base.searched && !(Typing.alone && base.activeFocus)
            width: parent.width
            icon: "triangle-alert"
            text: base.warning
            tint: Theme.colors.warn
            role: Theme.body
            wraps: true
        }
        Words {
            id: title
            visible: base.titled && base.label !== "" && base.labelFits && !(base.tight && base.several)
            width: parent.width
            //: Behind the label of a question that may be left out; %1 is the label.
            text: base.optional ? qsTr("%1 (không bắt buộc)").arg(base.label) : base.label
            role: base.tight && Theme.textStep > 0 ? Theme.small : Theme.lead
            bold: !base.optional
        }
        Words {
            id: tip
            visible: text !== "" && base.hintFits && !base.searched && !(base.tight && base.several)
            width: parent.width
            text: base.hint
            color: Theme.colors.muted
        }
        Column {
            id: slot
            objectName: "cuttable" // a sheet may end between two controls
            width: parent.width
            topPadding: base.titled ? Theme.space1 : 0 // room for the focus ring below the label
            spacing: Theme.gap
        }
    }
}
