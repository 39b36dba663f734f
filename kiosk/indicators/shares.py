"""Shares made of the counts: QĐ 766/QĐ-TTg as far as a kiosk can measure, and what tells whether the machine is easy.

The decision's general rules hold: nothing counted gives no value, two decimals. A share is of this machine only; the
official score is computed by the national portal from dossiers that all channels brought.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.indicators.counters import Count
from kiosk.language.words import noted

BAD_FACES = frozenset({"1", "2"})
_KNOWN = frozenset({"chip", "code", "derived", "place", "scanned"})


UNMEASURED = {
    "2.1": noted("Hồ sơ đúng hạn"),
    "2.2": noted("Thời gian giải quyết trung bình"),
    "3.6": noted("Thanh toán trực tuyến"),
    "4.1": noted("Kết quả điện tử"),
    "4.4": noted("Dùng kho dữ liệu điện tử"),
    "4.5b": noted("Xác thực qua VNeID, cơ sở dữ liệu dân cư"),
}
"""What only the portal knows: dates, payments, results, accounts. The other indicators are not of dossiers."""
NOT_HERE = noted("không đo tại máy")


@dataclass(frozen=True, slots=True)
class Share:
    """One share of a period, always with what it is made of."""

    name: str
    """``3.3``, ``4.2`` …: number in QĐ 766; a word where the decision has none."""
    label: str
    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """Percent with two decimals; None when nothing was counted."""
        return round(100 * self.part / self.whole, 2) if self.whole else None


class Sums:
    """The counts of a period, to be asked for."""

    def __init__(self, counts: Iterable[Count]) -> None:
        self._counts = tuple(counts)

    def of(self, name: str, keys: frozenset[str] | None = None) -> int:
        """Return the sum of a name, of some keys only when they are given."""
        return sum(c.count for c in self._counts if c.name == name and (keys is None or c.key in keys))

    def by_key(self, name: str) -> dict[str, int]:
        """Return the sums of a name by key, the largest first."""
        found = [(c.key, c.count) for c in self._counts if c.name == name]
        return dict(sorted(found, key=lambda one: -one[1]))


def shares(counts: Iterable[Count]) -> tuple[Share, ...]:
    """Return every share of a period."""
    sums = Sums(counts)
    visits, filed, rated = sums.of("visits"), sums.of("filed"), sums.of("rated")
    return (
        Share("3.3", "Hồ sơ nộp trực tuyến từ máy", sums.of("filed", frozenset({"intake"})), filed),
        Share("4.2", "Hồ sơ có thành phần số hóa tại máy", sums.of("scanned"), filed),
        Share("4.3", "Hồ sơ dùng lại dữ liệu, không phải nộp lại giấy", sums.of("reused"), filed),
        Share("5.4", "Hài lòng (phần đánh giá tại máy)", rated - sums.of("rated", BAD_FACES), rated),
        Share("autofill", "Ô điền sẵn trên ô phải khai", sums.of("fields", _KNOWN), sums.of("fields")),
        Share("helped", "Lượt có cán bộ giúp", sums.of("helped"), visits),
        Share("finished", "Lượt nộp được hồ sơ", filed, visits),
    )
