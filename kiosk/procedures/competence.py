"""Which commune is competent: asked before the form where it need not be the kiosk's, and said with what that means.

Inside a province any centre takes what any of its communes decides (Decree 118/2025/NĐ-CP); elsewhere the desk helps to
file online, so nobody is turned away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kiosk.language.collation import collation_key
from kiosk.language.places import Places
from kiosk.language.words import noted
from kiosk.procedures.procedure import Choice, Procedure, Question

WHERE, PROVINCE, COMMUNE = "competence", "competence_province", "competence_commune"
"""Ids of the three questions."""


class Reach(StrEnum):
    """How far the competent commune is from the kiosk's."""

    HERE = "here"
    INSIDE = "inside"
    """Another commune of the same province."""
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Competent:
    """The place whose authority decides, by the names of its units, with their codes where they have any."""

    commune: str
    province: str
    reach: Reach = Reach.HERE
    codes: tuple[str, str] = ("", "")
    """Of province and commune."""

    @property
    def name(self) -> str:
        """Commune and province in one line."""
        return f"{self.commune}, {self.province}"


def competence_questions(
    procedure: Procedure, here: Competent, picked: Mapping[str, str], places: Places
) -> tuple[Question, ...]:
    """Return what has to be asked; nothing for a procedure that any commune decides."""
    if not procedure.competence or not here.commune:
        return ()
    province = picked.get(PROVINCE) or here.codes[0]
    others = _sorted(Choice(one.code, one.name) for one in places.provinces if one.code != here.codes[0])
    communes = _sorted(Choice(one.code, one.name) for one in places.communes(province) if one.code != here.codes[1])
    return (
        Question(WHERE, procedure.competence, _reaches(here)),
        Question(PROVINCE, noted("Tỉnh, thành phố nào?"), others, ask_if=(Reach.OUTSIDE,)),
        Question(COMMUNE, noted("Xã, phường, đặc khu nào?"), communes, ask_if=(Reach.INSIDE, Reach.OUTSIDE)),
    )


def competent(here: Competent, picked: Mapping[str, str], places: Places) -> Competent:
    """Return the competent place; the kiosk's own while nothing else was said."""
    commune = places.find_commune(picked.get(COMMUNE, ""))
    if commune is None or picked.get(WHERE) == Reach.HERE:
        return here
    province = places.find_province(commune.province)
    name = province.name if province else ""
    return Competent(commune.name, name, Reach(picked[WHERE]), (commune.province, commune.code))


def _sorted(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    return tuple(sorted(choices, key=lambda choice: collation_key(choice.label)))


def _reaches(here: Competent) -> tuple[Choice, ...]:
    own = here.commune[:1].upper() + here.commune[1:]
    return (
        Choice(Reach.HERE, own, noted("Nơi đặt máy này"), facts=(Reach.HERE,)),
        Choice(
            Reach.INSIDE,
            noted("Xã, phường khác trong tỉnh"),
            noted("Nộp tại đây được, không phân biệt địa giới"),
            facts=(Reach.INSIDE,),
        ),
        Choice(
            Reach.OUTSIDE,
            noted("Tỉnh, thành phố khác"),
            noted("Cán bộ tại đây giúp nộp trực tuyến đến nơi đó"),
            facts=(Reach.OUTSIDE,),
        ),
    )
