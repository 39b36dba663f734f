// Welcome: what this machine does and how; the first touch already chooses.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls
import touch.screens

Page {
    id: screen

    required property WelcomeViewModel vm
    readonly property bool roomy: actHeight > [740, 840, 860][Theme.textStep] // for one way below the other

    //: Greeting on the first screen.
    title: qsTr("Xin chào")
    titleRole: Theme.display
    //: Under the greeting.
    lead: qsTr("Mời chọn việc cần làm")
    backText: ""

    readonly property bool cardLeft: vm.cardLeft
    onCardLeftChanged: if (cardLeft) {
        Cues.bell();
        Cues.say(forgotten.title + ". " + forgotten.text, false);
    }
    look: [
        Trouble { // why the visit before this one ended, for whoever it was
            width: parent?.width ?? 0
            kind: "warn"
            fault: screen.vm.fault
        },
        Message {
            id: forgotten
            width: parent?.width ?? 0
            visible: screen.vm.cardLeft
            kind: "warn"
            icon: "id-card"
            //: The card of the last visit still lies on the reader.
            title: qsTr("Còn thẻ trên ô đọc")
            text: qsTr("Mời người vừa dùng máy cầm thẻ về.")
        }
    ]

    Hills {
        parent: screen
        z: -1
        width: screen.width
        height: Theme.lowReach ? 420 : 400
        y: screen.wide ? screen.height - height : Math.max(screen.zone - 300, 240)
        fading: !screen.wide
    }
    Column {
        id: doing
        width: parent.width
        spacing: Theme.lowReach ? Theme.space3 : Theme.space4

        Hero {
            width: parent.width
            //: The one thing to do on the first screen.
            text: qsTr("Làm thủ tục")
            //: Under "Làm thủ tục": examples, and what is needed.
            hint: screen.actHeight < 480 ? "" : qsTr("Cư trú, khai sinh, kết hôn, căn cước…\nCần có thẻ căn cước.")
            onClicked: screen.vm.begin()
        }
        Grid {
            id: ways
            readonly property real cell: (width - (columns - 1) * spacing) / columns
            width: parent.width
            columns: screen.roomy ? 1 : screen.vm.queue ? 3 : 2
            spacing: Theme.space3

            WayTile {
                width: ways.cell
                brief: !screen.roomy || Theme.largest
                icon: "search-check"
                //: On the first screen: what became of a dossier.
                text: qsTr("Tra cứu hồ sơ đã nộp")
                hint: qsTr("Bằng mã hồ sơ hoặc mã QR trên biên nhận")
                onClicked: screen.vm.track()
            }
            WayTile {
                width: ways.cell
                brief: !screen.roomy || Theme.largest
                icon: "book-open-text"
                //: On the first screen: what a procedure needs, before anything is filed.
                text: qsTr("Xem hướng dẫn")
                hint: qsTr("Cần giấy tờ gì, lệ phí, bao lâu có kết quả")
                onClicked: screen.vm.begin()
            }
            // Last: it comes when the kiosk has come up, and must not shift another from under a finger.
            WayTile {
                width: ways.cell
                visible: screen.vm.queue
                brief: !screen.roomy || Theme.largest
                icon: "ticket"
                //: On the first screen: a number for the queue.
                text: qsTr("Lấy số thứ tự")
                hint: qsTr("Để gặp cán bộ tại quầy")
                onClicked: screen.vm.takeNumber()
            }
        }
    }
    Column { // at the foot, so that nothing shifts when the languages come; in landscape the bar below offers them
        anchors.bottom: parent.bottom
        width: parent.width
        readonly property int high: Theme.small.line + spacing + Theme.buttonHeight
        visible: screen.languages.length > 1 && doing.implicitHeight + Theme.space4 + high <= screen.actHeight
        spacing: Theme.space1

        Words {
            text: qsTr("Ngôn ngữ · Language")
            role: Theme.small
            bold: true
            color: Theme.colors.muted
        }
        Row {
            id: names
            width: parent.width
            spacing: Theme.gap
            Repeater {
                model: screen.languages
                SmallChoice {
                    required property var modelData
                    width: (names.width - (screen.languages.length - 1) * names.spacing) / screen.languages.length
                    height: Theme.buttonHeight
                    role: Theme.body
                    text: modelData.name
                    chosen: modelData.chosen
                    onClicked: screen.languageChosen(modelData.code)
                }
            }
        }
    }
}
