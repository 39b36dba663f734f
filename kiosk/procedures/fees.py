"""What a filing costs: by channel, case, day and exemption, always with the reason; no information is never zero."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kiosk.language.money import money
from kiosk.language.words import Line, Text, noted, phrase
from kiosk.procedures.procedure import Choice, Fee, Procedure, Question, Reduction

NO_INFORMATION = noted("Chưa có thông tin lệ phí. Hỏi cán bộ tại quầy.")
BY_PROVINCE = noted("Lệ phí do Hội đồng nhân dân tỉnh quy định. Hỏi cán bộ tại quầy.")


@dataclass(frozen=True, slots=True)
class Exemption:
    """A group of people who pay less or nothing."""

    id: str
    name: Text
    percent: int
    """Part of the fee that is waived: 100 is all of it."""
    basis: Text


@dataclass(frozen=True, slots=True)
class Quote:
    """What one filing costs, and why."""

    amount: int | None
    """Đồng for one unit; None when nobody can say here."""
    per: Text
    """What is counted: ``lần``, ``người``, ``bản``; empty for the dossier."""
    reasons: tuple[Line, ...]
    """Rules that made the amount, in words."""

    @property
    def text(self) -> Line:
        """The amount as a citizen reads it, such as "7.000 đồng mỗi lần"."""
        if self.amount is None:
            return self.reasons[0]
        if self.amount == 0:
            return noted("Không mất lệ phí")
        amount = money(self.amount)
        return phrase("{amount} mỗi {per}", amount=amount, per=self.per) if self.per else amount


def quote(
    procedure: Procedure,
    case: str,
    channel: str,
    on: date,
    exemption: Exemption | None = None,
) -> Quote:
    """Work out the fee of a case for a channel (``direct``, ``online``, ``post``) on a day."""
    fee = _find(procedure.fees, case, channel, on)
    if fee is None or fee.amount is None:
        return Quote(None, "", (_why_unknown(fee), *_note(fee)))
    found = Quote(fee.amount, fee.per, _note(fee))
    for reduction in procedure.reductions:
        if reduction.valid_from <= on <= reduction.valid_to:
            found = _reduced(found, reduction.percent, _period(reduction))
    if exemption:
        found = _reduced(
            found, exemption.percent, phrase("{name} ({basis})", name=exemption.name, basis=exemption.basis)
        )
    return found


EXEMPTION = "exemption"
"""Id of the question by which fee a citizen is exempted."""


def exemption_question(groups: Sequence[Exemption]) -> Question:
    """Ask which group a citizen belongs to; the first answer is none."""
    reduced = {True: noted("Được miễn"), False: noted("Được giảm một phần")}
    return Question(
        EXEMPTION,
        noted("Có thuộc diện miễn, giảm lệ phí không?"),
        (
            Choice("none", noted("Không thuộc diện nào")),
            *(Choice(group.id, group.name, reduced[group.percent == 100]) for group in groups),
        ),
        noted("Giấy chứng minh chỉ cần khi chưa có trong cơ sở dữ liệu"),
    )


def _find(fees: Sequence[Fee], case: str, channel: str, on: date) -> Fee | None:
    """Return the line that fits; one for this case goes before one for all."""
    fitting = [fee for fee in fees if fee.channel == channel and _holds(fee, on)]
    own = [fee for fee in fitting if case in fee.cases]
    return next(iter(own or [fee for fee in fitting if not fee.cases]), None)


def _holds(fee: Fee, on: date) -> bool:
    begun = fee.valid_from is None or fee.valid_from <= on
    return begun and (fee.valid_to is None or on <= fee.valid_to)


def _reduced(found: Quote, percent: int, reason: Line) -> Quote:
    amount = (found.amount or 0) * (100 - percent) // 100
    return replace(
        found,
        amount=amount,
        reasons=(*found.reasons, phrase("Giảm {percent}%: {reason}", percent=percent, reason=reason)),
    )


def _period(reduction: Reduction) -> Line:
    return phrase("{basis}, đến hết {day}", basis=reduction.basis, day=f"{reduction.valid_to:%d/%m/%Y}")


def _why_unknown(fee: Fee | None) -> str:
    return BY_PROVINCE if fee is not None and fee.set_by == "province" else NO_INFORMATION


def _note(fee: Fee | None) -> tuple[str, ...]:
    return (fee.note,) if fee is not None and fee.note else ()


def read_exemptions(file: Path) -> Mapping[str, tuple[Exemption, ...]]:
    """Read the lists of groups that pay less, by the names that procedures use."""
    table = tomllib.loads(file.read_text("utf-8"))
    return {
        name: tuple(Exemption(basis=said["basis"], **group) for group in said["groups"]) for name, said in table.items()
    }
