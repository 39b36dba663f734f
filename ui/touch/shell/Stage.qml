// Shows the screen of the state; a new one fades in and takes the focus to its title. The first is there at once.
import QtQuick
import touch.theme
import touch.controls
import touch.screens

FocusScope {
    id: stage

    required property ShellViewModel vm
    property real covered: 0 // what the keyboard covers, from below
    property real above: 0 // the strips over the page
    property bool begun: false
    readonly property Page page: loader.item as Page

    Connections {
        target: stage.vm
        function onScreenChanged(source, model) {
            loader.setSource(source, {
                vm: model
            });
        }
    }
    Loader {
        id: loader
        anchors.fill: parent
        focus: true
        onLoaded: {
            const page = item as Page;
            page.covered = Qt.binding(() => stage.covered);
            page.above = Qt.binding(() => stage.above);
            page.languages = Qt.binding(() => stage.vm.languages);
            page.languageChosen.connect(code => stage.vm.setLanguage(code));
            if (stage.begun)
                fade.restart();
            stage.begun = true;
            page.forceActiveFocus(Qt.OtherFocusReason);
            Cues.paged();
        }
    }
    NumberAnimation {
        id: fade
        target: loader
        property: "opacity"
        from: Theme.fadeMs > 0 ? 0 : 1
        to: 1
        duration: Theme.fadeMs
    }
}
