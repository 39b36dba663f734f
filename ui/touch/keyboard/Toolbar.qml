// Above the keys: to the box before or after this one, and how accents are typed. `aside`: beside the box, one below the other.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

Grid {
    id: bar

    property bool composes: true // there is something to choose
    property bool aside: false
    property bool first: false
    property bool last: false

    columns: aside ? 1 : 3
    spacing: Theme.gap

    Key {
        id: before
        width: 212
        height: Theme.toolbarHeight
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
        height: Theme.toolbarHeight
        face: "line"
        icon: "chevron-right"
        //: Key: go to the box after this one. The short form is for large text.
        text: Theme.largest ? qsTr("Sau") : qsTr("Ô sau")
        enabled: !bar.last
        opacity: enabled ? 1 : 0
        onClicked: Typing.step(true)
    }
    MethodSwitch {
        visible: bar.composes && !bar.aside
        width: bar.width - x
        height: Theme.toolbarHeight
    }
}
