// The zones of a screen: look on top, act below, go on at the foot; in a wide window look and go on stand left.
import QtQuick
import touch.theme
import touch.controls

FocusScope {
    id: page

    required property string title
    property TypeRole titleRole: Theme.h1
    property string lead: ""
    property int step: 0 // 1…6 on the way, 0 beside it
    property string stepPage: ""
    property bool early: false // the act area begins right under the head: nothing in its upper part is touched
    property real viewed: 0 // height of what comes first in the act area and is only looked at
    property real below: 0 // what stands at its foot, under the actions
    property real covered: 0 // what a keyboard covers of this page, from below

    property string backText: qsTr("Quay lại")
    property string backIcon: goesBack
    readonly property string goesBack: "arrow-left" // any other icon: the button leads elsewhere than back
    property string nextText: ""
    property string nextIcon: "arrow-right"
    property string nextKind: "primary"
    property string waitingText: ""

    property alias look: more.data
    default property alias act: acting.data
    readonly property bool wide: width >= 1600 && !Theme.largest
    readonly property alias actWidth: acting.width
    readonly property alias actHeight: acting.height
    readonly property alias actLeast: acting.least // the same with nothing `viewed`: does not change with the content
    // Above a keyboard that leaves little room stands the box that is typed into and nothing else.
    readonly property bool cramped: covered > 0 && Typing.tight && !wide
    readonly property bool acts: backText !== "" || nextText !== ""
    // The middle of the screen, or in low reach its lower half, counted from the foot.
    readonly property real zone: height - below - (Theme.lowReach ? 808 : 1168)

    signal back
    signal next

    function focusTitle() {
        head.forceActiveFocus(Qt.OtherFocusReason);
    }

    onTitleChanged: Cues.paged()
    onStepPageChanged: Cues.paged()
    Accessible.role: Accessible.Pane
    Accessible.name: title
    Keys.onBackPressed: if (backText !== "" && backIcon === goesBack)
        back()

    Heading {
        id: head
        visible: !page.cramped
        x: Theme.margin
        y: page.step > 0 ? Theme.space2 : Theme.space5
        width: page.wide ? Theme.lookWidthWide : page.width - 2 * Theme.margin
        title: page.title
        role: page.titleRole
        lead: page.lead
        step: page.step
        stepPage: page.stepPage
    }
    Column {
        id: more
        visible: !page.cramped
        x: Theme.margin
        y: head.y + head.height + Theme.space3
        width: head.width
        spacing: Theme.space3
    }
    Item {
        id: acting
        readonly property real under: page.cramped ? 0 : more.y + (more.implicitHeight > 0 ? more.implicitHeight + Theme.space3 : 0)
        x: page.wide ? 2 * Theme.margin + Theme.lookWidthWide : Theme.margin
        readonly property real from: page.wide ? Theme.space3 : page.early || page.covered > 0 ? under : Math.max(under, page.zone)
        readonly property real least: Math.max(0, page.height - from - Math.max(page.covered, foot) - Theme.space3)
        y: page.wide || page.early || page.covered > 0 ? from : Math.max(under, page.zone - page.viewed)
        width: page.width - x - Theme.margin
        height: least + from - y
        readonly property real foot: page.covered > 0 ? 0 : page.wide || !page.acts ? page.below : page.height - actions.y
    }
    Actions {
        id: actions
        x: Theme.margin
        y: page.height - page.below - height - 28
        width: page.wide ? Theme.lookWidthWide : page.width - 2 * Theme.margin
        visible: page.acts && (page.wide || page.covered === 0)
        backText: page.backText
        backIcon: page.backIcon
        nextText: page.nextText
        nextIcon: page.nextIcon
        nextKind: page.nextKind
        waitingText: page.waitingText
        onBack: page.back()
        onNext: page.next()
    }
}
