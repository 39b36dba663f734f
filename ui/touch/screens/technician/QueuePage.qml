// The queue: how many dossiers are where, how long the oldest waits, and what can be done with each that needs somebody.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.controls

TechnicianPage {
    id: queue

    Words {
        width: parent.width
        text: queue.vm.queue.summary
        role: Theme.lead
        bold: true
    }
    Words {
        width: parent.width
        visible: text !== ""
        text: queue.vm.queue.oldest
        color: Theme.colors.muted
    }
    Repeater {
        model: queue.vm.queue.rows
        Card {
            id: card
            required property var modelData
            width: parent?.width ?? 0

            Words {
                width: parent.width
                text: card.modelData.said
                role: Theme.lead
                bold: true
            }
            StateMark {
                delivery: card.modelData.state
                room: parent.width
            }
            Words {
                width: parent.width
                visible: text !== ""
                text: card.modelData.why
            }
            Grid {
                id: acts
                readonly property real share: (width - (columns - 1) * spacing) / columns
                width: parent.width
                columns: Theme.largest ? 1 : card.modelData.acts.length
                spacing: Theme.space2
                Repeater {
                    model: card.modelData.acts
                    KioskButton {
                        required property var modelData
                        width: acts.share
                        icon: modelData.icon
                        text: modelData.text
                        waiting: queue.vm.trying === "queue"
                        onClicked: queue.vm.treat(modelData.id, card.modelData.number)
                    }
                }
            }
        }
    }
}
