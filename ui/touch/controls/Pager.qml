// Long content turns pages with big buttons; there are no scroll bars.
import QtQuick
import touch.theme

Row {
    id: pager

    required property int page // 0-based
    required property int pages

    signal turned(int page)

    visible: pages > 1
    spacing: Theme.gap
    Accessible.role: Accessible.Grouping
    Accessible.name: where.text

    KioskButton {
        id: back
        enabled: pager.page > 0
        opacity: enabled ? 1 : 0
        //: Button: the page before this one.
        text: qsTr("Xem trước")
        icon: "chevron-left"
        onClicked: pager.turned(pager.page - 1)
    }
    Words {
        id: where
        width: pager.width - back.width - next.width - 2 * pager.spacing
        anchors.verticalCenter: parent.verticalCenter
        horizontalAlignment: Text.AlignHCenter
        //: Page %1 of %2 of a long list.
        text: qsTr("Trang %1 / %2").arg(pager.page + 1).arg(pager.pages)
        color: Theme.colors.muted
    }
    KioskButton {
        id: next
        enabled: pager.page < pager.pages - 1
        opacity: enabled ? 1 : 0
        //: Button: the page after this one.
        text: qsTr("Xem tiếp")
        icon: "chevron-right"
        iconAfter: true
        onClicked: pager.turned(pager.page + 1)
    }
}
