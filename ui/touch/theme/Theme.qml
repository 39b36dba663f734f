// The look of every screen: colours, type, sizes and durations, and what the person chose under "Dễ dùng".
pragma Singleton
import QtQuick

QtObject {
    id: theme

    // What the person chose; `reset` puts it back when the visit ends.
    property string scheme: "light" // "light", "dark" or "contrast"
    property int textStep: 0 // text size 1.0, 1.3, 1.6
    property bool lowReach: false
    property bool reducedMotion: false
    property bool magnified: false

    function reset() {
        scheme = "light";
        textStep = 0;
        lowReach = false;
        reducedMotion = false;
        magnified = false;
    }

    readonly property bool highContrast: scheme === "contrast"
    readonly property bool largest: textStep === 2
    readonly property Colors colors: highContrast ? contrastColors : scheme === "dark" ? darkColors : lightColors
    readonly property string family: "Noto Sans"

    readonly property TypeRole display: TypeRole {
        sizes: [88, 96, 104]
        lines: [120, 132, 142]
        step: theme.textStep
        bold: true
    }
    readonly property TypeRole h1: TypeRole {
        sizes: [60, 72, 76]
        lines: [82, 98, 104]
        step: theme.textStep
        bold: true
    }
    readonly property TypeRole h2: TypeRole {
        sizes: [44, 54, 64]
        lines: [60, 74, 88]
        step: theme.textStep
        bold: true
    }
    readonly property TypeRole lead: TypeRole {
        sizes: [38, 48, 61]
        lines: [52, 66, 84]
        step: theme.textStep
    }
    readonly property TypeRole body: TypeRole {
        sizes: [34, 44, 54]
        lines: [48, 60, 74]
        step: theme.textStep
    }
    readonly property TypeRole small: TypeRole {
        sizes: [28, 36, 45]
        lines: [40, 50, 62]
        step: theme.textStep
    }
    // Letters on keys keep their place: the key does not grow with the text.
    readonly property TypeRole keyLetter: TypeRole {
        sizes: [44, 50, 58]
        lines: [60, 68, 80]
        step: theme.textStep
    }

    readonly property int space1: 8
    readonly property int space2: 16
    readonly property int space3: 24
    readonly property int space4: 32
    readonly property int space5: 40
    readonly property int space6: 56
    readonly property int space7: 72
    readonly property int margin: 40
    readonly property int gap: 16

    readonly property int radiusControl: 16
    readonly property int radiusCard: 20
    readonly property int radiusPanel: 24
    readonly property int radiusDialog: 32

    readonly property int borderControl: highContrast ? 4 : 2
    readonly property int borderCard: highContrast ? 4 : 3
    readonly property int borderChosen: highContrast ? 8 : 6
    readonly property int borderError: 5
    readonly property int ringInk: 4
    readonly property int ring: 8
    readonly property int ringWidth: 16 // ink, colour, ink

    readonly property int target: 88
    readonly property int buttonHeight: 120
    readonly property int actionHeight: 128
    readonly property int backWidth: 340
    readonly property int choiceHeight: 148
    readonly property int choiceGap: 18
    readonly property int fieldHeight: 112
    readonly property int fieldHeightTight: 104 // over a keyboard that leaves little room
    readonly property int fieldPadding: 32
    readonly property int tileHeight: 120
    readonly property int letterHeight: 92
    readonly property int toolbarHeight: 96
    readonly property int keyShadowDepth: highContrast ? 0 : 4

    readonly property int iconRow: 44
    readonly property int iconButton: 48
    readonly property int iconTile: 80

    // Zones in portrait 1080×1920 (y from the top of the screen).
    readonly property int statusHeight: 96
    readonly property int bannerHeight: 48
    readonly property int serviceHeight: 152
    readonly property int serviceHeightWide: 132
    readonly property int lookWidthWide: 700
    readonly property int keyboardHeight: 776
    readonly property int keyboardHeightWide: 640
    readonly property int keyboardHeightBroad: 536 // its accent letters stand beside the others

    readonly property int fadeMs: reducedMotion ? 0 : 120
    readonly property int turnMs: 1200 // one turn of a spinner
    readonly property int drawingMs: reducedMotion ? 0 : 1600
    readonly property int peekMs: 800 // how long a typed digit shows before it is masked

    readonly property Colors lightColors: Colors {
        bg: "#F5F3EE"
        surface: "#FFFFFF"
        sunken: "#E9E6DE"
        text: "#191E25"
        muted: "#48515E"
        line: "#D3CEC3"
        control: "#68717E"
        primary: "#0C4A82"
        pressed: "#07335C"
        onPrimary: "#FFFFFF"
        soft: "#E2EDF7"
        onSoft: "#07335C"
        ok: "#14613A"
        okSoft: "#E1F1E7"
        warn: "#7A4700"
        warnSoft: "#FFF0D2"
        bad: "#A81C1C"
        badSoft: "#FCE9E7"
        focus: "#FFB000"
        focusInk: "#191E25"
        key: "#FFFFFF"
        keyAlt: "#C6CDD6"
        keyEdge: "transparent"
        keyShadow: "#AEB5BF"
        board: "#DCE1E7"
        sim: "#5A2A83"
        onSim: "#FFFFFF"
        hill1: "#E6E9E4"
        hill2: "#D3DDE0"
        hill3: "#B7CBD6"
        scrim: "#C710151B"
        frame: "#232A32"
        onFrame: "#FFFFFF"
    }
    readonly property Colors darkColors: Colors {
        bg: "#11161C"
        surface: "#1B222B"
        sunken: "#0A0E12"
        text: "#F0F2F4"
        muted: "#B3BDC9"
        line: "#36404C"
        control: "#8B97A6"
        primary: "#8FC5F4"
        pressed: "#C3E0FA"
        onPrimary: "#06223C"
        soft: "#17324C"
        onSoft: "#CFE6FA"
        ok: "#85D6A1"
        okSoft: "#143420"
        warn: "#F3C36A"
        warnSoft: "#392A0B"
        bad: "#FFA39B"
        badSoft: "#431A1B"
        focus: "#FFB000"
        focusInk: "#11161C"
        key: "#2A333E"
        keyAlt: "#3D4855"
        keyEdge: "transparent"
        keyShadow: "#05080B"
        board: "#0A0E12"
        sim: "#C9A6EE"
        onSim: "#240B3D"
        hill1: "#151C23"
        hill2: "#1A242D"
        hill3: "#203040"
        scrim: "#C710151B"
        frame: "#05080B"
        onFrame: "#FFFFFF"
    }
    readonly property Colors contrastColors: Colors {
        bg: "#000000"
        surface: "#000000"
        sunken: "#000000"
        text: "#FFFFFF"
        muted: "#FFFFFF"
        line: "#FFFFFF"
        control: "#FFFFFF"
        primary: "#FFE14D"
        pressed: "#FFFFFF"
        onPrimary: "#000000"
        soft: "#000000"
        onSoft: "#FFE14D"
        ok: "#8CF5A8"
        okSoft: "#000000"
        warn: "#FFE14D"
        warnSoft: "#000000"
        bad: "#FFB3AD"
        badSoft: "#000000"
        focus: "#00E5FF"
        focusInk: "#000000"
        key: "#000000"
        keyAlt: "#000000"
        keyEdge: "#FFFFFF"
        keyShadow: "#000000"
        board: "#000000"
        sim: "#E3C4FF"
        onSim: "#000000"
        hill1: "#000000"
        hill2: "#000000"
        hill3: "#000000"
        scrim: "#000000"
        frame: "#000000"
        onFrame: "#FFFFFF"
    }
}
