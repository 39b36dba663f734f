// Above the keys: to the box before or after this one, and how accents are typed.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

Row {
    id: bar

    property bool composes: true // there is something to choose
    property bool first: false
    property bool last: false

    spacing: Theme.gap

    Key {
        id: before
        width: 212
        height: bar.height
        face: "line"
        icon: "chevron-left"
        //: Key: go to the box before this one. The short form is for large text.
        text: Theme.largest ? qsTr("Trước") : qsTr("Ô trước")
        enabled: !bar.first
        opacity: enabled ? 1 : 0
        onClicked: Typing.step(false)
    }
    Key {
        id: after
        width: 212
        height: bar.height
        face: "line"
        icon: "chevron-right"
        //: Key: go to the box after this one. The short form is for large text.
        text: Theme.largest ? qsTr("Sau") : qsTr("Ô sau")
        enabled: !bar.last
        opacity: enabled ? 1 : 0
        onClicked: Typing.step(true)
    }
    MethodSwitch {
        visible: bar.composes
        width: bar.width - x
        height: bar.height
    }
}
