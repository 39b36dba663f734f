// What something is, and under it a word more. Silent: whatever holds it says both.
import QtQuick
import touch.theme

Column {
    id: both

    required property string text
    property string hint: ""
    property TypeRole role: Theme.lead
    property TypeRole hintRole: Theme.body
    property color ink: Theme.colors.text
    property color hintInk: Theme.colors.muted
    property int align: Text.AlignLeft
    property int hintLines: 10 // at the most

    Words {
        width: parent.width
        text: both.text
        role: both.role
        bold: true
        color: both.ink
        horizontalAlignment: both.align
        Accessible.ignored: true
    }
    Words {
        width: parent.width
        visible: text !== ""
        text: both.hint
        role: both.hintRole
        color: both.hintInk
        maximumLineCount: both.hintLines
        elide: Text.ElideRight
        Accessible.ignored: true
    }
}
