// Everything twice as large: the part that has the focus is shown, arrows in a bar at the foot move on. No dragging.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme

Item {
    id: magnifier

    property bool on: Theme.magnified
    default property alias content: stage.data

    readonly property int zoom: on ? 2 : 1
    readonly property real seenWidth: view.width / zoom
    readonly property real seenHeight: view.height / zoom
    // The point of the content that stands at the top left of the view.
    property real fromX: 0
    property real fromY: 0

    function show(x: real, y: real) {
        fromX = Math.max(0, Math.min(width - seenWidth, x));
        fromY = Math.max(0, Math.min(height - seenHeight, y));
    }
    function follow(item: Item) {
        if (!on || !holds(item))
            return;
        const place = item.mapToItem(stage, 0, 0, item.width, item.height);
        show(brought(fromX, place.x, place.width, seenWidth), brought(fromY, place.y, place.height, seenHeight));
    }
    // Where the view must begin to show `size` from `start`: nowhere else when it does, its beginning when it is too large.
    function brought(now: real, start: real, size: real, view: real): real {
        if (start >= now && start + size <= now + view)
            return now;
        return size > view ? start - Theme.space3 : start + (size - view) / 2;
    }
    function holds(item: Item): bool {
        while (item && item !== stage)
            item = item.parent;
        return item === stage;
    }

    onOnChanged: {
        show(on ? fromX : 0, on ? fromY : 0);
        follow(Window.activeFocusItem);
    }
    Window.onActiveFocusItemChanged: {
        follow(Window.activeFocusItem);
        settled.restart();
    }
    Timer { // the focus may open a keyboard or turn a sheet: where it stands then is seen
        id: settled
        interval: 60
        onTriggered: magnifier.follow(magnifier.Window.activeFocusItem)
    }

    Item {
        id: view
        width: parent.width
        height: parent.height - (magnifier.on ? bar.height : 0)
        clip: magnifier.on

        Item {
            id: stage
            x: -magnifier.fromX * magnifier.zoom
            y: -magnifier.fromY * magnifier.zoom
            width: magnifier.width
            height: magnifier.height
            scale: magnifier.zoom
            transformOrigin: Item.TopLeft
        }
    }
    // What moves the view never lies over what is viewed.
    Rectangle {
        id: bar
        visible: magnifier.on
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.buttonHeight + 2 * Theme.gap
        color: Theme.colors.sunken

        Row {
            x: Theme.gap
            y: Theme.gap
            spacing: Theme.gap

            Repeater {
                model: [
                    {
                        icon: "arrow-left",
                        //: Spoken name of an arrow of the magnifier.
                        name: qsTr("Xem bên trái"),
                        dx: -1,
                        dy: 0
                    },
                    {
                        icon: "arrow-up",
                        //: Spoken name of an arrow of the magnifier.
                        name: qsTr("Xem phía trên"),
                        dx: 0,
                        dy: -1
                    },
                    {
                        icon: "arrow-down",
                        //: Spoken name of an arrow of the magnifier.
                        name: qsTr("Xem phía dưới"),
                        dx: 0,
                        dy: 1
                    },
                    {
                        icon: "arrow-right",
                        //: Spoken name of an arrow of the magnifier.
                        name: qsTr("Xem bên phải"),
                        dx: 1,
                        dy: 0
                    }
                ]
                KioskButton {
                    required property var modelData
                    width: Theme.buttonHeight
                    keepsFocus: false
                    text: ""
                    name: modelData.name
                    icon: modelData.icon
                    onClicked: magnifier.show(magnifier.fromX + modelData.dx * magnifier.seenWidth / 2, magnifier.fromY + modelData.dy * magnifier.seenHeight / 2)
                }
            }
        }
        KioskButton {
            anchors.right: parent.right
            anchors.rightMargin: Theme.gap
            y: Theme.gap
            width: Math.min(implicitWidth, parent.width - 4 * (Theme.buttonHeight + Theme.gap) - 2 * Theme.gap)
            height: Theme.buttonHeight
            keepsFocus: false
            icon: "zoom-out"
            //: Button: leave the magnifier.
            text: qsTr("Tắt kính lúp")
            onClicked: Theme.magnified = false
        }
    }
}
