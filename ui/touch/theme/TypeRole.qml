// One role of text: its size and line height at the text size that is chosen now.
import QtQuick

QtObject {
    required property list<int> sizes // px at text size 1.0, 1.3 and 1.6
    required property list<int> lines // px
    required property int step // 0, 1 or 2
    property bool bold: false
    readonly property int px: sizes[step]
    readonly property int line: lines[step]
}
