// Everything twice as large: the part that has the focus is shown, large arrows at the edges move on. No dragging.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme

Item {
    id: magnifier

    property bool on: Theme.magnified
    default property alias content: stage.data

    readonly property int zoom: on ? 2 : 1
    // The point of the content that stands at the top left of the screen.
    property real fromX: 0
    property real fromY: 0

    function show(x: real, y: real) {
        fromX = Math.max(0, Math.min(width - width / zoom, x));
        fromY = Math.max(0, Math.min(height - height / zoom, y));
    }
    function follow(item: Item) {
        if (!on || !holds(item))
            return;
        const place = item.mapToItem(stage, 0, 0, item.width, item.height);
        show(brought(fromX, place.x, place.width, width / zoom), brought(fromY, place.y, place.height, height / zoom));
    }
    // Where the view must begin to show `size` from `start`: nowhere else when it does, its beginning when it is too large.
    function brought(now: real, start: real, size: real, view: real): real {
        if (start >= now && start + size <= now + view)
            return now;
        return size > view ? start : start + (size - view) / 2;
    }
    function holds(item: Item): bool {
        while (item && item !== stage)
            item = item.parent;
        return item === stage;
    }

    clip: true
    onOnChanged: {
        show(fromX, fromY);
        follow(Window.activeFocusItem);
    }
    Window.onActiveFocusItemChanged: follow(Window.activeFocusItem)

    Item {
        id: stage
        x: -magnifier.fromX * magnifier.zoom
        y: -magnifier.fromY * magnifier.zoom
        width: magnifier.width
        height: magnifier.height
        scale: magnifier.zoom
        transformOrigin: Item.TopLeft
    }

    component Arrow: Pressable {
        id: arrow
        required property string icon
        required property int dx
        required property int dy
        readonly property bool more: {
            if (dx !== 0)
                return dx < 0 ? magnifier.fromX > 0 : magnifier.fromX < magnifier.width / 2 - 1;
            return dy < 0 ? magnifier.fromY > 0 : magnifier.fromY < magnifier.height / 2 - 1;
        }

        width: Theme.target
        height: Theme.target
        visible: magnifier.on && more
        keepsFocus: false
        onClicked: magnifier.show(magnifier.fromX + dx * magnifier.width / 4, magnifier.fromY + dy * magnifier.height / 4)

        Rectangle {
            anchors.fill: parent
            radius: width / 2
            color: arrow.pressed ? Theme.colors.pressed : Theme.colors.primary
            border.width: Theme.borderError
            border.color: Theme.colors.surface
        }
        Icon {
            anchors.centerIn: parent
            name: arrow.icon
            size: Theme.iconButton
            tint: Theme.colors.onPrimary
        }
    }

    Arrow {
        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        icon: "arrow-left"
        dx: -1
        dy: 0
        //: Spoken name of an arrow of the magnifier.
        name: qsTr("Xem bên trái")
    }
    Arrow {
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        icon: "arrow-right"
        dx: 1
        dy: 0
        //: Spoken name of an arrow of the magnifier.
        name: qsTr("Xem bên phải")
    }
    Arrow {
        anchors.top: parent.top
        anchors.topMargin: Theme.lowReach ? Theme.lowReachEnd : Theme.lookEnd
        anchors.left: parent.left
        icon: "arrow-up"
        dx: 0
        dy: -1
        //: Spoken name of an arrow of the magnifier.
        name: qsTr("Xem phía trên")
    }
    Arrow {
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        icon: "arrow-down"
        dx: 0
        dy: 1
        //: Spoken name of an arrow of the magnifier.
        name: qsTr("Xem phía dưới")
    }
    KioskButton {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.target + 2 * Theme.gap
        visible: magnifier.on
        keepsFocus: false
        icon: "zoom-out"
        //: Button: leave the magnifier.
        text: qsTr("Tắt kính lúp")
        onClicked: Theme.magnified = false
    }
}
