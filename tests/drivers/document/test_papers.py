"""From photograph to page: straight, whole, white and small, or refused with the one advice that helps."""

import cv2
import numpy as np
import pytest

from drivers.document.page import LARGEST_PAGE, evened, page_of, straightened
from drivers.document.sheet import find_sheet
from drivers.document.simulated.drawn_sheet import drawn_sheet
from drivers.document.taking import page_from_photograph
from drivers.ports import PaperAdvice, PaperPage
from tests.bench.paper_lab.photographs import photograph
from tests.bench.paper_lab.truth import kept_part, skew_degrees

SEEDS = range(2)


def photo(seed, **faults):
    return photograph(np.random.default_rng([21, seed]), **faults)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_page_under_perspective_and_shadow_comes_out_straight_and_whole(seed):
    taken = photo(seed)
    corners = find_sheet(taken.picture)
    assert skew_degrees(taken.corners, corners) <= 0.5
    assert kept_part(taken.corners, corners) >= 0.98


@pytest.mark.parametrize("seed", SEEDS)
def test_a_page_is_a4_at_200_dots_small_and_white_with_black_text(seed):
    page = page_from_photograph(photo(seed).picture)
    assert isinstance(page, PaperPage)
    assert (page.width, page.height) == (1654, 2339)
    assert len(page.jpeg) <= LARGEST_PAGE
    grey = cv2.cvtColor(cv2.imdecode(np.frombuffer(page.jpeg, np.uint8), cv2.IMREAD_COLOR), cv2.COLOR_BGR2GRAY)
    assert np.percentile(grey, 50) >= 245
    assert np.percentile(grey, 2) <= 60


@pytest.mark.parametrize(
    ("faults", "advice"),
    [
        ({"blur": 3.0}, PaperAdvice.BLURRED),
        ({"cut": 0.05}, PaperAdvice.CUT_OFF),
        ({"dark": 0.25}, PaperAdvice.TOO_DARK),
        ({"glare": True}, PaperAdvice.GLARE),
    ],
    ids=["blurred", "cut off", "dark", "glare"],
)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_bad_photograph_is_refused_with_its_advice(faults, advice, seed):
    assert page_from_photograph(photo(seed, **faults).picture) is advice


def test_an_empty_desk_has_no_sheet():
    desk = np.random.default_rng(1).normal(110, 6, (960, 1280, 3)).clip(0, 255).astype(np.uint8)
    assert page_from_photograph(desk) is PaperAdvice.NO_SHEET


def test_a_distant_sheet_is_to_come_closer():
    small = cv2.resize(photo(1).picture, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
    assert page_from_photograph(small) is PaperAdvice.TOO_FAR


def test_a_blank_page_is_not_called_blurred():
    picture = drawn_sheet()
    blank = cv2.fillConvexPoly(picture, np.array([[690, 90], [1930, 130], [1985, 1850], [620, 1820]]), (225, 228, 230))
    assert isinstance(page_from_photograph(blank), PaperPage)


def test_a_red_stamp_stays_red():
    taken = photo(0)
    page = evened(straightened(taken.picture, find_sheet(taken.picture)))
    red = (page[..., 2].astype(int) - page[..., 1] > 80).sum()
    assert red > 2000


def test_even_noise_is_held_to_the_size_of_a_page():
    noise = np.random.default_rng(2).integers(0, 255, (2339, 1654, 3), np.uint8)
    small = cv2.GaussianBlur(noise, (0, 0), 1.5)
    assert len(page_of(small).jpeg) <= LARGEST_PAGE
