// A piece of text in one of the theme's roles. Data is shown as it is, never read as markup.
import QtQuick
import touch.theme

Text {
    id: words

    property TypeRole role: Theme.body
    property bool bold: role.bold
    property bool code: false // a number that is read letter by letter
    property bool personal: code // spoken by the headset only

    color: Theme.colors.text
    font {
        family: Theme.family
        pixelSize: words.role.px
        bold: words.bold
        letterSpacing: words.code ? 1 : 0
    }
    lineHeightMode: Text.FixedHeight
    lineHeight: role.line
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
