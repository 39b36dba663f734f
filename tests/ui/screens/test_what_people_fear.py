"""Every fault a person can meet is on the screen where it is met: what happened, what is safe, what to do, the code."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from kiosk.faults import Fault, words
from tests.ui.kiosk_screen import LANDSCAPE, PORTRAIT, SMALL, opened
from ui.screenshots.gallery import moments

MOMENTS = {moment.name: moment.snapshot for moment in moments()}
WHERE = {
    "TH": "identify-card",
    "MA": "identify-code",
    "TB-01": "identify-card",
    "TB-02": "closed",
    "TB-03": "identify-code",
    "TB-07": "precheck-papers",
    "TB-08": "ticket-no-paper",
    "TB-09": "ticket",
    "TB-10": "",  # in the panel of helps, beside what cannot be heard: tests/ui/shell
    "TB": "done-no-paper",
    "TC": "track-unknown",
    "LU-04": "closed",
    "LU": "review",
    "BM": "welcome",
    "MG": "track-unknown",
    "HT-02": "closed",
    "HT": "welcome",
}
FILED = "Hồ sơ đã nộp trên máy này vẫn an toàn."
"""What is safe when nobody is in the middle of anything."""
MET = [(fault, where) for fault in Fault if (where := WHERE.get(fault.value, WHERE.get(fault.value[:2])))]


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE, SMALL], ids=["portrait", "landscape", "small"])
def test_every_fault_says_its_three_parts_and_its_code(size: tuple[int, int]) -> None:
    with opened(size) as screen:
        for fault, where in MET:
            screen.show(replace(MOMENTS[where], fault=fault))
            seen = squeezed(" ".join(screen.texts()))
            said = words(fault)
            safe = FILED if where == "closed" else said.safe
            missing = [part for part in (said.happened, safe, said.now) if squeezed(part) not in seen]
            assert missing == [], (fault.name, where)
            assert f"Mã cho cán bộ: {fault.value}" in " ".join(screen.texts()), fault.name


def squeezed(text: str) -> str:
    """Without what may differ where a screen says the same in its own lines."""
    return re.sub(r"[\s.]+", " ", text).strip().lower()


def test_every_fault_has_a_place_where_it_is_met() -> None:
    assert all(fault.value in WHERE or fault.value[:2] in WHERE for fault in Fault)
