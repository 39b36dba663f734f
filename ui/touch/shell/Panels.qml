// The panels that help at the foot opens over the act zone: "Dễ dùng" and the languages. Each is made
// when it is opened: the first picture does not wait for it.
pragma ComponentBehavior: Bound
import QtQuick

Item {
    id: panels

    required property ShellViewModel vm
    required property Voice voice
    property string name: "" // "ease", "language" or none
    readonly property bool open: name !== ""

    function toggle(wanted: string) {
        name = name === wanted ? "" : wanted;
    }
    function close() {
        name = "";
    }

    Loader {
        anchors.fill: parent
        active: panels.name === "ease"
        sourceComponent: EasePanel {
            vm: panels.vm
            voice: panels.voice
            onClosed: panels.close()
        }
    }
    Loader {
        anchors.fill: parent
        active: panels.name === "language"
        sourceComponent: LanguagePanel {
            vm: panels.vm
            onClosed: panels.close()
        }
    }
}
