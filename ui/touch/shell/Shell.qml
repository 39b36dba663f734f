// What stands around every screen: banner, strip, the screen itself, help at the foot, panels and questions above.
import QtQuick
import touch.theme
import touch.controls
import touch.keyboard

Walk {
    id: shell

    required property ShellViewModel vm
    required property Voice voice

    readonly property bool wide: width > height

    readonly property bool inVisit: vm?.inVisit ?? false // at the very end there is no view model
    onInVisitChanged: if (!inVisit)
        rest()

    // Nothing that one person chose waits for the next.
    function rest() {
        Theme.reset();
        Typing.reset();
        panels.close();
        questions.close();
        voice.rest();
    }

    // Somebody is there: touches, walks by keys, types.
    function alive() {
        rested.restart();
        if (inVisit)
            vm.touched();
    }
    PointHandler {
        onActiveChanged: if (active)
            shell.alive()
    }
    Window.onActiveFocusItemChanged: alive()
    Connections {
        target: Typing.entry
        function onTextEdited() {
            shell.alive();
        }
    }
    Connections {
        target: Typing
        function onHardwareKey() {
            shell.alive();
        }
        function onPointed() {
            shell.alive();
        }
    }
    // Keys of a keypad that help: F1 or Help reads the screen, F2 or Call calls staff, the volume is the volume.
    Keys.onPressed: event => {
        const does = {
            [Qt.Key_F1]: () => services.chosen("read"),
            [Qt.Key_Help]: () => services.chosen("read"),
            [Qt.Key_F2]: () => services.chosen("staff"),
            [Qt.Key_Call]: () => services.chosen("staff"),
            [Qt.Key_VolumeUp]: () => voice.setVolume(voice.volume + 1),
            [Qt.Key_VolumeDown]: () => voice.setVolume(voice.volume - 1)
        }[event.key];
        event.accepted = does !== undefined;
        does?.();
    }
    Timer {
        id: rested
        interval: 120000
        onTriggered: if (!shell.inVisit) {
            shell.rest();
            shell.vm.setLanguage("vi");
        }
    }

    FocusVoice {}

    Column {
        id: strips
        // A field typed beside them stands at their right.
        width: stage.page?.beside ? stage.page.lookWidth + 2 * Theme.margin : parent.width

        SimulatorBanner {
            id: banner
            width: parent.width
            visible: shell.vm.simulated
        }
        StatusStrip {
            width: parent.width
            visible: !(stage.page?.cramped ?? false)
            centre: shell.vm.centre
            online: shell.vm.online
            clock: shell.vm.clock
        }
    }
    Stage {
        id: stage
        vm: shell.vm
        anchors.top: strips.bottom
        anchors.bottom: services.top
        width: parent.width
        covered: keyboard.visible ? keyboard.height : 0
        above: strips.height
        enabled: !panels.open && !questions.open
        focus: enabled
    }
    Keyboard {
        id: keyboard
        anchors.right: parent.right
        anchors.bottom: services.top
        width: stage.page?.wide && !stage.page.broad ? parent.width - stage.page.lookWidth - 2 * Theme.margin + Theme.gap : parent.width
        wide: shell.wide
        ceiling: banner.visible && !stage.page?.beside ? banner.height : 0
    }
    Panels {
        id: panels
        vm: shell.vm
        voice: shell.voice
        anchors.fill: stage
    }
    Questions {
        id: questions
        vm: shell.vm
        anchors.top: parent.top
        anchors.bottom: services.top
        width: parent.width
    }
    Services {
        id: services
        vm: shell.vm
        voice: shell.voice
        anchors.bottom: parent.bottom
        width: parent.width
        wide: shell.wide
        opened: panels.name
        visible: !shell.vm.atDesk // staff have tabs of their own there
        height: visible ? implicitHeight : 0
        onWanted: name => name === "leave" || name === "staff" ? questions.ask(name) : panels.toggle(name)
    }
}
