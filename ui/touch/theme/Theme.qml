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
    readonly property Colors colors: Colors {
        scheme: theme.highContrast ? 2 : theme.scheme === "dark" ? 1 : 0
    }
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
}
