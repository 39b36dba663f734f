// "Dễ dùng": how the screen looks, how far one must reach, what is heard. Applies at once, ends with the visit.
import QtQuick
import touch.theme
import touch.controls
import touch.screens

Panel {
    id: panel

    required property ShellViewModel vm
    required property Voice voice

    //: Title of the panel with text size, contrast and reach.
    title: qsTr("Dễ dùng")

    Choices {
        width: parent.width
        text: qsTr("Cỡ chữ")
        chosen: String(Theme.textStep)
        options: [
            {
                id: "0",
                //: Text size.
                text: qsTr("Thường")
            },
            {
                id: "1",
                text: qsTr("To")
            },
            {
                id: "2",
                text: qsTr("Rất to")
            }
        ]
        onPicked: id => Theme.textStep = Number(id)
    }
    Choices {
        width: parent.width
        text: qsTr("Màu")
        chosen: Theme.scheme
        options: [
            {
                id: "light",
                //: Colour scheme.
                text: qsTr("Sáng")
            },
            {
                id: "dark",
                text: qsTr("Tối")
            },
            {
                id: "contrast",
                text: qsTr("Tương phản")
            }
        ]
        onPicked: id => Theme.scheme = id
    }
    Switch {
        width: parent.width
        visible: panel.height > panel.width
        text: qsTr("Tầm với")
        //: Reach: the whole screen.
        no: qsTr("Cả màn hình")
        //: Reach: the lower half of the screen.
        yes: qsTr("Nửa dưới")
        now: Theme.lowReach
        onTurned: yes => Theme.lowReach = yes
    }
    Switch {
        width: parent.width
        //: Everything twice as large, a part of the screen at a time.
        text: qsTr("Kính lúp")
        //: Magnifier off.
        no: qsTr("Tắt")
        //: Magnifier on, twice as large.
        yes: qsTr("Gấp đôi")
        now: Theme.magnified
        onTurned: yes => Theme.magnified = yes
    }
    Switch {
        width: parent.width
        text: qsTr("Chuyển động")
        //: Motion on the screen.
        no: qsTr("Có")
        yes: qsTr("Không")
        now: Theme.reducedMotion
        onTurned: yes => Theme.reducedMotion = yes
    }
    Switch {
        width: parent.width
        visible: panel.voice.available
        text: qsTr("Nghe đọc")
        no: qsTr("Tắt")
        //: The screen is read aloud.
        yes: panel.voice.headset ? qsTr("Bằng tai nghe") : qsTr("Bằng loa")
        now: panel.voice.on
        onTurned: yes => panel.voice.turn(yes)
    }
    Stepper {
        width: parent.width
        visible: panel.voice.available
        text: qsTr("Tốc độ đọc")
        value: panel.voice.speed
        //: Spoken names of the buttons that make the voice slower and faster.
        less: qsTr("Đọc chậm hơn")
        more: qsTr("Đọc nhanh hơn")
        onPicked: value => panel.voice.setSpeed(value)
    }
    Stepper {
        width: parent.width
        visible: panel.voice.available
        text: qsTr("Âm lượng")
        value: panel.voice.volume
        //: Spoken names of the buttons that make the voice softer and louder.
        less: qsTr("Nhỏ hơn")
        more: qsTr("To hơn")
        onPicked: value => panel.voice.setVolume(value)
    }
    Message {
        width: parent.width
        visible: panel.voice.available && !panel.voice.headset
        icon: "headphones"
        //: Why the loudspeaker leaves out what the person has said.
        text: qsTr("Cắm tai nghe để nghe cả thông tin riêng. Loa không đọc tên, số và câu trả lời.")
    }
    Trouble {
        width: parent.width
        visible: !panel.voice.available
        kind: "info"
        fault: panel.voice.fault
    }
    Choices {
        width: parent.width
        visible: Theme.largest && panel.vm.languages.length > 1
        text: qsTr("Ngôn ngữ · Language")
        chosen: panel.vm.language
        options: panel.vm.languages.map(l => ({ id: l.code, text: l.name }))
        onPicked: id => panel.vm.setLanguage(id)
    }
}
