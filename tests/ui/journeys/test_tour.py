"""The film of a visit: a picture a touch, small enough for a page that people load."""

from pathlib import Path

import pytest
from PIL import Image

from ui.touch.demo.tour import film


@pytest.mark.slow
def test_a_visit_is_filmed_from_the_first_touch_to_acceptance(tmp_path: Path) -> None:
    file = tmp_path / "tour.webp"
    film(file)
    with Image.open(file) as moving:
        assert moving.n_frames >= 12
        assert moving.size == (400, 711)
    assert file.stat().st_size < 3_000_000
