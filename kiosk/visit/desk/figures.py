"""The indicators as the board and the report show them: a bar each, with what it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from kiosk.indicators.counters import Count, Counters
from kiosk.indicators.shares import NOT_HERE, UNMEASURED, Share, Sums, shares
from kiosk.language.words import noted
from kiosk.visit.desk.view import Figure
from sync.delivery import State as Delivery

DAYS = 30
"""The board looks back so far."""

_DECIDED = frozenset({Delivery.ACCEPTED, Delivery.RETURNED, Delivery.REFUSED})
_PAGES = {
    "catalogue": noted("Chọn việc"),
    "precheck": noted("Xem giấy tờ cần có"),
    "identify": noted("Xác nhận danh tính"),
    "consent": noted("Đồng ý"),
    "fill": noted("Khai thông tin"),
    "attach": noted("Chụp giấy tờ"),
    "review": noted("Kiểm tra lại"),
}


def figures(counters: Counters, today: date, held: Mapping[Delivery, int]) -> tuple[Figure, ...]:
    """Return the figures of the last thirty days; `held` is the queue by state. Raises CountersError."""
    counts = counters.between(today - timedelta(days=DAYS - 1), today)
    open_ = sum(count for state, count in held.items() if state not in _DECIDED)
    unknown = Share("unknown", noted("Hồ sơ trong máy chưa biết kết quả"), open_, sum(held.values()))
    return (*_usage(counts), *map(_bar, (*shares(counts), unknown)), *_unmeasured(), *_left(counts))


def figures_of_day(counters: Counters, day: date) -> dict[str, str]:
    """Return one day's figures as the report prints them. Raises CountersError."""
    counts = counters.between(day, day)
    bars = (*_usage(counts), *map(_bar, shares(counts)))
    return {bar.label: f"{bar.value} ({bar.detail})" if bar.detail else bar.value for bar in bars}


def _usage(counts: tuple[Count, ...]) -> Iterator[Figure]:
    sums = Sums(counts)
    visits = sums.of("visits")
    yield Figure(noted("Lượt dùng"), str(visits))
    if visits:
        yield Figure(noted("Phút mỗi lượt"), f"{sums.of('seconds') / visits / 60:.1f}".replace(".", ","))


def _bar(share: Share) -> Figure:
    label = f"{share.name} {share.label}" if share.name[0].isdigit() else share.label
    if share.value is None:
        return Figure(label, "–", detail="0 / 0")
    percent = f"{share.value:.2f} %".replace(".", ",")
    return Figure(label, percent, share.value / 100, f"{share.part} / {share.whole}")


def _unmeasured() -> Iterator[Figure]:
    for number, label in UNMEASURED.items():
        yield Figure(f"{number} {label}", NOT_HERE)


def _left(counts: tuple[Count, ...]) -> Iterator[Figure]:
    """Where visits were left without filing, the most frequent first."""
    left = Sums(counts).by_key("left")
    for state, count in left.items():
        page = _PAGES.get(state, state)
        yield Figure(f"Bỏ dở ở: {page}", str(count), count / max(left.values()))
