// The zones of a screen: look on top, act below, go on at the foot; in landscape look and go on stand left.
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
    property bool slim: false // what is looked at fits the left column in the largest words, too
    property real viewed: 0 // height of what comes first in the act area and is only looked at
    property real below: 0 // what stands at its foot, under the actions
    property real covered: 0 // what a keyboard covers of this page, from below
    property real above: 0 // the strips over this page
    property var languages: [] // on offer: [{code, name, chosen}]

    property string backText: qsTr("Quay lại")
    property string backIcon: goesBack
    readonly property string goesBack: "arrow-left" // any other icon: the button leads elsewhere than back
    property string nextText: ""
    property string nextIcon: "arrow-right"
    property string nextKind: "primary"
    property string waitingText: ""

    property alias look: more.data
    default property alias act: acting.data
    readonly property bool wide: width > height // landscape
    readonly property bool narrow: wide && (width < 1600 || Theme.largest) // its left column has no room for the lead
    readonly property real lookWidth: wide ? Math.min(Theme.lookWidthWide, Math.round(width * 0.36)) : width - 2 * Theme.margin
    readonly property TypeRole fittingRole: !narrow ? titleRole : titleRole === Theme.display ? Theme.h1 : Theme.h2
    readonly property alias actHeight: acting.height
    readonly property alias actLeast: acting.least // the same with nothing `viewed`: does not change with the content
    // Over a keyboard that leaves little room stands what is typed into and nothing else: over a keyboard of the whole
    // width alone on the screen, over one at the right in its column, from the upper edge.
    readonly property bool broad: narrow || (wide && Theme.textStep > 0) // a keyboard takes the whole width
    readonly property bool cramped: covered > 0 && broad
    readonly property bool beside: covered > 0 && wide && !broad
    readonly property bool acts: backText !== "" || nextText !== ""
    // The middle of the screen, or in low reach its lower half, counted from the foot.
    readonly property real zone: height - below - (Theme.lowReach ? 808 : 1168)

    signal back
    signal next
    signal languageChosen(string code)

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
        width: page.lookWidth
        title: page.title
        role: page.fittingRole
        lead: page.lead
        leadElsewhere: page.narrow
        brief: page.narrow && Theme.largest
        step: page.step
        stepPage: page.stepPage
    }
    Column {
        id: more
        readonly property real low: head.y + head.height + Theme.space3
        readonly property bool across: page.wide && (broad || low + implicitHeight > actions.y - Theme.space3) // to the right, where room is
        readonly property bool broad: page.wide && Theme.largest && !page.slim
        visible: !page.cramped && !(across && page.beside)
        x: across ? acting.x : Theme.margin
        y: !across ? low : said.visible ? said.y + said.height + Theme.space3 : Theme.space3
        width: broad ? acting.width : head.width
        spacing: Theme.space3
    }
    Words { // the lead of a page whose left column has no room for it
        id: said
        visible: page.narrow && !page.cramped && text !== ""
        x: acting.x
        y: Theme.space3
        width: acting.width
        text: page.lead
        color: Theme.colors.muted
        Accessible.ignored: true
    }
    Item {
        id: acting
        readonly property real under: more.y + (more.implicitHeight > 0 ? more.implicitHeight + Theme.space3 : 0)
        readonly property real from: {
            if (page.cramped || page.beside)
                return Theme.ringWidth - (page.beside ? page.above : 0);
            if (page.wide && !more.across)
                return said.visible ? said.y + said.height + Theme.space3 : Theme.space3;
            return page.wide || page.early || page.covered > 0 ? under : Math.max(under, page.zone);
        }
        readonly property real foot: page.covered > 0 ? page.covered + Theme.ringWidth : page.wide || !page.acts ? page.below + Theme.space3 : page.height - actions.y + Theme.space3
        readonly property real least: Math.max(0, page.height - from - foot)
        x: page.wide && !page.cramped ? 2 * Theme.margin + page.lookWidth : Theme.margin
        y: page.wide || page.early || page.covered > 0 ? from : Math.max(under, page.zone - page.viewed)
        width: page.width - x - Theme.margin - (page.cramped ? Typing.aside : 0)
        height: least + from - y
    }
    Actions {
        id: actions
        x: Theme.margin
        y: page.height - page.below - height - 28
        width: page.lookWidth
        visible: page.acts && (page.covered === 0 || page.beside)
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
