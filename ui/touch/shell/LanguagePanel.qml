// The languages, each by its own name.
pragma ComponentBehavior: Bound
import QtQuick
import touch.controls

Panel {
    id: panel

    required property ShellViewModel vm

    //: Title of the language panel; also understood by those who do not read Vietnamese.
    title: qsTr("Ngôn ngữ · Language")

    Repeater {
        model: panel.vm.languages
        ChoiceCard {
            required property var modelData
            width: parent.width
            text: modelData.name
            chosen: modelData.chosen
            onClicked: {
                panel.vm.setLanguage(modelData.code);
                panel.closed();
            }
        }
    }
}
