"""Amounts as people read them, lists in dictionary order."""

import itertools
import random

import pytest

from kiosk.language.collation import collation_key
from kiosk.language.money import money


@pytest.mark.parametrize(
    ("amount", "text"), [(0, "0 đồng"), (500, "500 đồng"), (20_000, "20.000 đồng"), (1_234_567, "1.234.567 đồng")]
)
def test_money_has_dots_between_thousands(amount: int, text: str) -> None:
    assert money(amount) == text


IN_ORDER = [
    "An", "Ánh", "Ăn", "Ân", "Ba", "Bà", "Bả", "Bã", "Bá", "Bạ", "Bá Vì", "Ca", "Dương", "Đà", "Đắk", "Em", "Êm",
    "Hòa", "Hoan", "Lan", "Lan Anh", "Làn Anh", "Lan Chi", "Lăn", "Ông", "Ơn", "Phường 2", "Phường 10", "Tư", "Xã",
]  # fmt: skip


def test_names_sort_as_in_the_dictionary() -> None:
    shuffled = random.Random(7).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=collation_key) == IN_ORDER


def test_the_tones_sort_ngang_huyen_hoi_nga_sac_nang_and_both_styles_alike() -> None:
    for smaller, larger in itertools.pairwise(["ma", "mà", "mả", "mã", "má", "mạ", "mác"]):
        assert collation_key(smaller) < collation_key(larger)
    assert collation_key("hoà")[:2] == collation_key("hòa")[:2]
