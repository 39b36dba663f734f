"""What QML sees of an object is what its class says: no object brings a description of its own.

A bound method that is connected without being a slot gives its object such a description. It dies with the object, QML
keeps what it read from it by its address, and the next object that is described there is read by another's table.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from kiosk.visit.states import State
from tests.ui.kiosk_screen import opened


def alone(one: QObject) -> bool:
    """The object has a metaobject of its own, under the name PySide keeps it by."""
    return "__METAOBJECT__" in vars(one)


def test_every_object_behind_the_screen_is_described_by_its_class() -> None:
    with opened() as screen:
        for state in State:
            screen.screen.stage.prepare(state)
        behind = [screen.screen.bridge, *screen.screen.bridge.findChildren(QObject)]
        ours = [one for one in behind if type(one).__module__.startswith("ui.")]
        assert len(ours) > len(State)
        assert [type(one).__name__ for one in ours if alone(one)] == []


def test_a_method_that_is_no_slot_is_found() -> None:
    class Odd(QObject):
        def heard(self) -> None: ...

    odd = Odd()
    odd.objectNameChanged.connect(odd.heard)
    assert alone(odd)
