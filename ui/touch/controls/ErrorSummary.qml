// What must be mended on this page, in page order, in the same words as at the fields: [{label, error}].
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme

FocusScope {
    id: summary

    required property var errors

    signal chosen(int index)

    //: Title of the error summary: %n places of the page must be mended.
    readonly property string title: qsTr("Còn %1 chỗ cần sửa").arg(errors.length)

    // One low tone, the count and the first of them, as soon as the summary is seen or says something else.
    readonly property string told: visible && errors.length > 0 ? title + ". " + errors[0].error : ""
    onToldChanged: if (told !== "") {
        Cues.erred();
        Cues.say(told, false);
    }

    implicitHeight: inside.implicitHeight + 2 * Theme.space4
    activeFocusOnTab: false
    Accessible.role: Accessible.AlertMessage
    Accessible.name: title

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusCard
        color: Theme.colors.surface
        border.width: Theme.borderError
        border.color: Theme.colors.bad
    }
    Column {
        id: inside
        objectName: "cuttable" // many links go on on the next sheet
        x: Theme.space3
        y: Theme.space4
        width: parent.width - 2 * Theme.space3
        spacing: Theme.gap

        Row {
            x: Theme.space2
            width: parent.width - x
            spacing: Theme.space3
            Icon {
                name: "circle-alert"
                size: Theme.h2.line
                tint: Theme.colors.bad
                alert: true
            }
            Subheading {
                width: parent.width - Theme.h2.line - parent.spacing
                text: summary.title
            }
        }
        Words {
            x: Theme.space2
            width: parent.width - x
            //: Under the title of the error summary: the rest of the page is kept.
            text: qsTr("Những mục khác đã nhập vẫn còn nguyên.")
            color: Theme.colors.muted
        }
        Repeater {
            model: summary.errors.length
            ErrorLink {
                required property int index
                width: inside.width
                number: index + 1
                text: summary.errors[index]?.error ?? ""
                focus: index === 0
                onClicked: summary.chosen(index)
            }
        }
    }
}
