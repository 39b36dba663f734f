// The window: one drawing size for every screen, scaled to the panel that is there.
import QtQuick
import touch.theme
import touch.controls

Window {
    id: window

    required property ShellViewModel vm
    required property Voice voice

    // Everything is drawn 1080 wide (portrait) or 1080 high (landscape) and scaled as a whole.
    readonly property bool upright: height >= width
    readonly property real factor: Math.max(0.2, (upright ? width : height) / 1080)

    visible: true
    width: 1080
    height: 1920
    color: Theme.colors.bg
    //: Title of the window, seen by technicians only.
    title: qsTr("Kiosk dịch vụ công")

    Connections {
        target: Cues
        function onTick() {
            window.voice.cue("tick");
        }
        function onErred() {
            window.voice.cue("erred");
        }
        function onBell() {
            window.voice.cue("bell");
        }
        function onSay(words: string, personal: bool) {
            window.voice.say(words, personal);
        }
        function onPaged() {
            window.voice.read();
        }
    }
    Magnifier {
        width: window.width / window.factor
        height: window.height / window.factor
        scale: window.factor
        transformOrigin: Item.TopLeft

        Shell {
            anchors.fill: parent
            vm: window.vm
            voice: window.voice
        }
    }
}
