// The ground of what is pressed: tinted while it is, its edge says whether it is chosen or wrong.
import QtQuick
import touch.theme

Rectangle {
    required property Pressable under
    property bool chosen: false
    property bool erred: false

    anchors.fill: parent
    radius: under.radius
    color: chosen || under.pressed ? Theme.colors.soft : Theme.colors.surface
    border.width: chosen ? Theme.borderChosen : erred ? Theme.borderError : Theme.borderCard
    border.color: chosen ? Theme.colors.primary : erred ? Theme.colors.bad : Theme.colors.control
}
