// The strip on top: which centre, whether the network is away, what time it is.
import QtQuick
import touch.theme

Item {
    id: strip

    required property string centre
    required property bool online
    required property string clock

    implicitHeight: Theme.statusHeight

    FontMetrics {
        id: measured
        font.family: Theme.family
        font.pixelSize: Theme.small.px
    }
    Icon {
        id: building
        x: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        name: "building-2"
        size: 40
        tint: Theme.colors.muted
    }
    Words {
        anchors.left: building.right
        anchors.leftMargin: Theme.gap
        anchors.right: aside.left
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        text: strip.centre
        role: Theme.small
        color: Theme.colors.muted
        maximumLineCount: 2
        // A little smaller in one line rather than in two.
        wrapMode: 0.88 * measured.advanceWidth(text) < width ? Text.NoWrap : Text.Wrap
        fontSizeMode: wrapMode === Text.NoWrap ? Text.HorizontalFit : Text.Fit
        height: Theme.statusHeight - Theme.space1
        verticalAlignment: Text.AlignVCenter
        minimumPixelSize: Math.round(0.88 * Theme.small.sizes[0])
        lineHeightMode: Text.ProportionalHeight
        lineHeight: 1
    }
    Row {
        id: aside
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap

        Rectangle {
            visible: !strip.online
            width: offline.implicitWidth + 2 * Theme.space2
            height: offline.implicitHeight + Theme.space1
            anchors.verticalCenter: parent.verticalCenter
            radius: height / 2
            color: Theme.colors.warnSoft
            border.width: Theme.borderControl
            border.color: Theme.colors.warn
            Mark {
                id: offline
                anchors.centerIn: parent
                icon: "wifi-off"
                //: Mark in the top strip: the machine has no network now.
                text: qsTr("Mất mạng")
                tint: Theme.colors.warn
            }
        }
        Words {
            anchors.verticalCenter: parent.verticalCenter
            text: strip.clock
            bold: true
            color: Theme.colors.muted
            //: Spoken clock; %1 is the time.
            Accessible.name: qsTr("Bây giờ là %1").arg(strip.clock)
        }
    }
}
