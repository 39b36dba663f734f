"""Whoever has the card read from the start stands before the camera again, not before the pad of other ways."""

from __future__ import annotations

from dataclasses import replace

from kiosk.visit.events import TryAgain
from kiosk.visit.snapshot import Identification, IdentifyStep, Snapshot
from kiosk.visit.states import State
from tests.ui.kiosk_screen import opened


def identify(step: IdentifyStep) -> Snapshot:
    return Snapshot(State.IDENTIFY, identification=Identification("requester", step))


def test_reading_from_the_start_begins_at_the_camera() -> None:
    with opened() as screen:
        events = screen.listen().events
        screen.show(identify(IdentifyStep.CARD))
        screen.finger.touch("Không đọc được? Cách khác")
        screen.finger.touch("Đọc lại từ đầu")
        assert [event for event in events if isinstance(event, TryAgain)]
        screen.show(identify(IdentifyStep.CODE))
        assert screen.sees("Đưa mã QR trên thẻ vào camera")


def test_where_a_scanner_reads_codes_nobody_is_sent_to_a_camera() -> None:
    with opened() as screen:
        screen.show(replace(identify(IdentifyStep.CODE), aims_by_picture=False))
        assert screen.sees("Quét mã QR trên thẻ")
        assert not screen.sees("Camera đang bật")


def test_a_scanner_that_opens_while_the_page_stands_is_shown_in_place_of_the_camera() -> None:
    with opened() as screen:
        screen.show(identify(IdentifyStep.CODE))
        screen.show(replace(identify(IdentifyStep.CODE), aims_by_picture=False))
        assert screen.sees("Quét mã QR trên thẻ")
        assert not screen.sees("Camera đang bật")
