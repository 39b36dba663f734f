// Every colour the screen may use, by what it is for: on light, on dark, in high contrast. A test walks all pairs for contrast.
import QtQuick

QtObject {
    required property int scheme // 0 light, 1 dark, 2 high contrast
    // What is written on a colour is its ink; a name such as onPrimary would be taken for a handler.

    readonly property color bg: ["#F5F3EE", "#11161C", "#000000"][scheme]
    readonly property color surface: ["#FFFFFF", "#1B222B", "#000000"][scheme]
    readonly property color sunken: ["#E9E6DE", "#0A0E12", "#000000"][scheme]
    readonly property color text: ["#191E25", "#F0F2F4", "#FFFFFF"][scheme]
    readonly property color muted: ["#48515E", "#B3BDC9", "#FFFFFF"][scheme]
    readonly property color line: ["#D3CEC3", "#36404C", "#FFFFFF"][scheme] // decoration only, never the edge of a control
    readonly property color control: ["#68717E", "#8B97A6", "#FFFFFF"][scheme]
    readonly property color primary: ["#0C4A82", "#8FC5F4", "#FFE14D"][scheme]
    readonly property color pressed: ["#07335C", "#C3E0FA", "#FFFFFF"][scheme]
    readonly property color primaryInk: ["#FFFFFF", "#06223C", "#000000"][scheme]
    readonly property color soft: ["#E2EDF7", "#17324C", "#000000"][scheme]
    readonly property color softInk: ["#07335C", "#CFE6FA", "#FFE14D"][scheme]
    readonly property color ok: ["#14613A", "#85D6A1", "#8CF5A8"][scheme]
    readonly property color okSoft: ["#E1F1E7", "#143420", "#000000"][scheme]
    readonly property color warn: ["#7A4700", "#F3C36A", "#FFE14D"][scheme]
    readonly property color warnSoft: ["#FFF0D2", "#392A0B", "#000000"][scheme]
    readonly property color bad: ["#A81C1C", "#FFA39B", "#FFB3AD"][scheme]
    readonly property color badSoft: ["#FCE9E7", "#431A1B", "#000000"][scheme]
    readonly property color focus: ["#FFB000", "#FFB000", "#00E5FF"][scheme]
    readonly property color focusInk: ["#191E25", "#11161C", "#000000"][scheme]
    readonly property color key: ["#FFFFFF", "#2A333E", "#000000"][scheme]
    readonly property color keyAlt: ["#C6CDD6", "#3D4855", "#000000"][scheme]
    readonly property color keyEdge: ["transparent", "transparent", "#FFFFFF"][scheme] // transparent where keys have a shadow instead
    readonly property color keyShadow: ["#AEB5BF", "#05080B", "#000000"][scheme]
    readonly property color board: ["#DCE1E7", "#0A0E12", "#000000"][scheme]
    readonly property color sim: ["#5A2A83", "#C9A6EE", "#E3C4FF"][scheme]
    readonly property color simInk: ["#FFFFFF", "#240B3D", "#000000"][scheme]
    readonly property color hill1: ["#E6E9E4", "#151C23", "#000000"][scheme]
    readonly property color hill2: ["#D3DDE0", "#1A242D", "#000000"][scheme]
    readonly property color hill3: ["#B7CBD6", "#203040", "#000000"][scheme]
    readonly property color scrim: ["#C710151B", "#C710151B", "#000000"][scheme]
    readonly property color frame: ["#232A32", "#05080B", "#000000"][scheme] // behind a camera picture
    readonly property color frameInk: ["#FFFFFF", "#FFFFFF", "#FFFFFF"][scheme]
}
