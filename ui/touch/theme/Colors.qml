// One colour scheme: every colour the screen may use, by what it is for. A test walks all pairs for contrast.
import QtQuick

QtObject {
    required property color bg
    required property color surface
    required property color sunken
    required property color text
    required property color muted
    required property color line // decoration only, never the edge of a control
    required property color control
    required property color primary
    required property color pressed
    required property color onPrimary
    required property color soft
    required property color onSoft
    required property color ok
    required property color okSoft
    required property color warn
    required property color warnSoft
    required property color bad
    required property color badSoft
    required property color focus
    required property color focusInk
    required property color key
    required property color keyAlt
    required property color keyEdge // transparent where keys have a shadow instead
    required property color keyShadow
    required property color board
    required property color sim
    required property color onSim
    required property color hill1
    required property color hill2
    required property color hill3
    required property color scrim
    required property color frame // behind a camera picture
    required property color onFrame
}
