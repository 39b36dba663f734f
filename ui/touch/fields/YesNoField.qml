// Yes or no, side by side.
import QtQuick

FieldBase {
    id: yesNo

    ChoiceList {
        width: parent.width
        focus: true
        columns: 2
        options: [
            {
                value: true,
                //: Answer to a yes/no question.
                label: qsTr("Có"),
                hint: ""
            },
            {
                value: false,
                //: Answer to a yes/no question.
                label: qsTr("Không"),
                hint: ""
            }
        ]
        chosen: yesNo.value === null ? [] : [yesNo.value]
        erred: yesNo.erred
        onToggled: value => yesNo.answered(yesNo.pointer, value)
    }
}
