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
    Choices {
        width: parent.width
        visible: panel.height > panel.width
        text: qsTr("Tầm với")
        chosen: Theme.lowReach ? "low" : "full"
        options: [
            {
                id: "full",
                //: Reach: the whole screen.
                text: qsTr("Cả màn hình")
            },
            {
                id: "low",
                //: Reach: the lower half of the screen.
                text: qsTr("Nửa dưới")
            }
        ]
        onPicked: id => Theme.lowReach = id === "low"
    }
    Choices {
        width: parent.width
        //: Everything twice as large, a part of the screen at a time.
        text: qsTr("Kính lúp")
        chosen: Theme.magnified ? "on" : "off"
        options: [
            {
                id: "off",
                //: Magnifier off.
                text: qsTr("Tắt")
            },
            {
                id: "on",
                //: Magnifier on, twice as large.
                text: qsTr("Gấp đôi")
            }
        ]
        onPicked: id => Theme.magnified = id === "on"
    }
    Choices {
        width: parent.width
        text: qsTr("Chuyển động")
        chosen: Theme.reducedMotion ? "none" : "some"
        options: [
            {
                id: "some",
                //: Motion on the screen.
                text: qsTr("Có")
            },
            {
                id: "none",
                text: qsTr("Không")
            }
        ]
        onPicked: id => Theme.reducedMotion = id === "none"
    }
    Choices {
        width: parent.width
        visible: panel.voice.available
        text: qsTr("Nghe đọc")
        chosen: panel.voice.on ? "on" : "off"
        options: [
            {
                id: "off",
                text: qsTr("Tắt")
            },
            {
                id: "on",
                //: The screen is read aloud.
                text: panel.voice.headset ? qsTr("Bằng tai nghe") : qsTr("Bằng loa")
            }
        ]
        onPicked: id => panel.voice.turn(id === "on")
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
