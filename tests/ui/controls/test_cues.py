"""Nothing is told by sound alone: each cue comes with something to see, and the other way round."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtQuick import QQuickItem

from tests.ui.controls.samples import CONTROLS, page
from tests.ui.controls.test_controls_load import texts
from tests.ui.gallery import Stage, stage


class Ear:
    """Hears every cue of a page."""

    def __init__(self, opened: Stage, body: str) -> None:
        self.heard: list[str] = []
        self.said: list[tuple[str, bool]] = []
        self.stage = opened
        self.root = opened.show(page(f"property bool on: false; property int remaining: -1; {body}"))
        self.box: QQuickItem = self.root.childItems()[0]
        cues = self.root.property("cues")
        for name in ("tick", "erred", "bell"):
            getattr(cues, name).connect(lambda name=name: self.heard.append(name))
        cues.say.connect(lambda words, personal: self.said.append((words, personal)))

    def set(self, name: str, value: object) -> None:
        self.box.setProperty(name, value)
        self.stage.settle()

    def seen(self) -> list[str]:
        return [str(text.property("text")) for text in texts(self.root)]


@pytest.fixture
def opened() -> Iterator[Stage]:
    with stage() as one:
        yield one


def test_a_summary_of_errors_sounds_once_and_says_the_count_and_the_first(opened: Stage) -> None:
    ear = Ear(opened, CONTROLS["ErrorSummary"].replace("{ ", "{ visible: parent.on; ", 1))
    assert ear.heard == []
    ear.set("on", True)
    assert ear.heard == ["erred"]
    assert ear.said == [("Còn 2 chỗ cần sửa. Chưa chọn nơi nhận kết quả", False)]
    assert {"Còn 2 chỗ cần sửa", "Chưa chọn nơi nhận kết quả"} <= set(ear.seen())


def test_a_dialog_says_itself_when_it_comes(opened: Stage) -> None:
    asked = CONTROLS["Dialog"].replace("seconds: 45", "seconds: -1")
    ear = Ear(opened, f"Loader {{ active: parent.on; sourceComponent: {asked} }}")
    assert ear.said == []
    ear.set("on", True)
    assert ear.said == [("Ông/bà còn ở đây không? Hết giờ, máy sẽ xóa thông tin đã nhập.", False)]


def test_time_rings_at_60_30_and_10_seconds_and_the_number_is_seen(opened: Stage) -> None:
    timed = CONTROLS["Dialog"].replace("seconds: 45", "seconds: parent.remaining")
    ear = Ear(opened, timed)
    rung = []
    for seconds in range(60, 0, -1):
        before = len(ear.heard)
        ear.set("remaining", seconds)
        assert str(seconds) in ear.seen()
        rung += [seconds] * (len(ear.heard) - before)
    assert rung == [60, 30, 10]
    assert ear.said[-1] == ("Còn 10 giây. Bấm Tôi cần thêm thời gian", False)
