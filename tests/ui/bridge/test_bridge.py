"""The door between the threads: the newest snapshot wins, nothing typed early is lost, nothing is kept after a wipe."""

from __future__ import annotations

import threading
from dataclasses import replace

from kiosk.faults import Fault
from kiosk.visit.events import Begin, Search
from kiosk.visit.snapshot import Snapshot
from kiosk.visit.states import State
from tests.ui.kiosk_screen import opened
from ui.touch.bridge import Bridge, masked
from ui.touch.screens.closed.viewmodel import ClosedViewModel


def test_only_the_newest_of_many_snapshots_arrives_in_the_screens_thread() -> None:
    with opened() as screen:
        seen: list[tuple[Snapshot, threading.Thread]] = []
        screen.screen.bridge.arrived.connect(lambda snapshot: seen.append((snapshot, threading.current_thread())))
        wanted = [Snapshot(State.WELCOME, centre=str(number)) for number in range(100)]
        kiosk = threading.Thread(target=lambda: [screen.screen.bridge.publish(one) for one in wanted])
        kiosk.start()
        kiosk.join()
        screen.finger.rest(20)
        assert [(one.centre, thread) for one, thread in seen] == [("99", threading.main_thread())]


def test_a_touch_before_the_kiosk_stands_is_kept_in_order() -> None:
    with opened() as screen:
        screen.screen.bridge.send(Begin())
        screen.screen.bridge.send(Search("tạm trú"))
        assert screen.listen().events == [Begin(), Search("tạm trú")]
        screen.screen.bridge.send(Begin())
        assert screen.listener.events[-1] == Begin()


def test_a_touch_while_the_kiosk_comes_up_follows_those_before_it() -> None:
    with opened():
        bridge, taken = Bridge(), []

        class Visit:
            """Somebody touches the screen while the first early touch is handed over."""

            def send(self, event: object) -> None:
                taken.append(event)
                if event == Begin():
                    touch.start()
                    touch.join(0.1)

            def subscribe(self, _callback: object) -> None: ...

        touch = threading.Thread(target=lambda: bridge.send(Search("sau cùng")))
        bridge.send(Begin())
        bridge.send(Search("tạm trú"))
        bridge.attach(Visit())
        touch.join()
        assert taken == [Begin(), Search("tạm trú"), Search("sau cùng")]


def test_a_view_model_says_nothing_of_a_fault_after_a_wipe() -> None:
    with opened():
        model = ClosedViewModel(Bridge())
        model.take(Snapshot(State.CLOSED, fault=Fault.READER_DEFECT))
        assert (model.fault["code"], bool(model.fault["happened"])) == ("TB-02", True)
        model.wipe()
        assert not any(model.fault.values())


def test_equal_parts_change_nothing_on_the_screen() -> None:
    with opened():
        from ui.touch.screens.done.viewmodel import DoneViewModel

        model, changes = DoneViewModel(Bridge()), []
        model.changed.connect(lambda: changes.append(1))
        base = Snapshot(State.DONE)
        model.take(base)
        model.take(replace(base, centre="another"))
        assert changes == []
        model.take(replace(base, online=False))
        assert changes == [1]


def test_an_id_number_shows_its_first_and_last_three_digits_only() -> None:
    assert masked("000 190 000 123") == "000 ••• ••• 123"
    assert masked("0900000123") == "090••••123"
    assert masked("12345") == "12345"
