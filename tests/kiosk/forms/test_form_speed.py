"""A form of sixty fields answers each key at once."""

from __future__ import annotations

import pytest

from tests.bench.forms import FIELDS, run


@pytest.mark.slow
def test_a_key_in_a_form_of_sixty_fields_is_judged_and_shown_in_five_milliseconds() -> None:
    measured = run()
    assert measured["fields"] == FIELDS == 60
    assert measured["validate_60_fields_cpu_ms"] < 5
