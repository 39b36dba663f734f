// The panels that help at the foot opens over the act zone: "Dễ dùng" and the languages.
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

    EasePanel {
        visible: panels.name === "ease"
        anchors.fill: parent
        vm: panels.vm
        voice: panels.voice
        onClosed: panels.close()
    }
    LanguagePanel {
        visible: panels.name === "language"
        anchors.fill: parent
        vm: panels.vm
        onClosed: panels.close()
    }
}
