"""Fill controls from the cards of the parties: what the State already knows is not asked again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from kiosk.forms.answers import EMPTY, find
from kiosk.forms.definition import Autofill, Control, Form, controls_of
from kiosk.forms.holding import Holding, Mark
from kiosk.forms.kinds import COMPOUND, Kind
from kiosk.forms.rules import holds
from kiosk.forms.view import JsonValue
from kiosk.identity.party import LOCKED_FACTS, Datum, Fact, Party, Source
from kiosk.language.places import OldAddress, Places


def fill(form: Form, entered: Holding, parties: Mapping[str, Party], settled: Holding) -> Holding:
    """Return what people entered with every known fact beside it.

    What a person entered stays, save that a chip's locked facts win over typing. `settled` are the answers as they
    stood last: they say which parties are the same person.
    """
    twins = {same.party: same.other for same in form.same if holds(same.when, settled.values)}
    fillable = tuple(_fillable(form, entered.values))
    places = {(autofill.party, autofill.fact, control.kind): pointer for pointer, control, autofill in fillable}
    filled = entered
    for pointer, control, autofill in fillable:
        twin = twins.get(autofill.party, "")
        party = parties.get(autofill.party) or parties.get(twin)
        value, mark = _known(control.kind, autofill, party, form.choices.places)
        other = places.get((twin, autofill.fact, control.kind), "")
        if find(settled.values, other) not in EMPTY and other in settled.marks and autofill.party not in parties:
            value, mark = find(settled.values, other), replace(settled.marks[other], party=autofill.party)
        before = entered.marks.get(pointer)
        if value not in EMPTY and (before is None or (before.source is Source.TYPED and mark.locked)):
            filled = filled.put(pointer, value, mark)
    return filled


def _known(kind: Kind, autofill: Autofill, party: Party | None, places: Places) -> tuple[JsonValue, Mark]:
    datum = party.find(autofill.fact) if party else None
    if party is None or datum is None:
        return None, Mark(Source.TYPED)
    locked = autofill.fact in LOCKED_FACTS and datum.source.family == "chip" and kind not in COMPOUND
    value = _address(places, datum) if kind is Kind.ADDRESS else _SHAPES.get(kind, _as_is)(party, datum)
    return value, Mark(datum.source, locked, autofill.party)


def _as_is(_: Party, datum: Datum) -> JsonValue:
    return datum.value


def _address(places: Places, datum: Datum) -> JsonValue:
    """The units of today where the card's line names them without doubt, with the old ones as a note; else the line."""
    found = places.convert_old(datum.value)
    if len(found.communes) != 1:
        return {"old": datum.value}
    address = {"province": found.province, "commune": found.communes[0].code, "detail": found.detail}
    return {key: part for key, part in address.items() if part} | ({"old": found.unit} if _dissolved(found) else {})


def _dissolved(found: OldAddress) -> bool:
    """True for commune, district and province of before 1/7/2025; today's addresses have two levels."""
    return found.unit.count(",") == 2


def _id_paper(party: Party, datum: Datum) -> JsonValue:
    issued = party.find(Fact.CARD_ISSUED_ON)
    new = issued is not None and issued.value >= _NEW_CARD_SINCE
    kind = "Thẻ căn cước" if new else "Thẻ căn cước công dân"
    return {"kind": kind, "number": datum.value} | ({"issued_on": issued.value} if issued else {})


def _consent(party: Party, datum: Datum) -> JsonValue:
    number = party.find(Fact.PERSONAL_ID)
    return {"full_name": datum.value} | ({"personal_id": number.value} if number else {})


_NEW_CARD_SINCE = "2024-07-01"
"""Cards issued from this day on are called "thẻ căn cước" (Law 26/2023/QH15, Art. 46)."""
_SHAPES: Mapping[Kind, Callable[[Party, Datum], JsonValue]] = {
    Kind.ID_PAPER: _id_paper,
    Kind.CONSENT: _consent,
}


def facts_of(form: Form, role: str) -> frozenset[Fact]:
    """Every fact of one party's card that a form may fill in: nothing else of a card is needed.

    A party that may turn out to be another is asked for both; the person of a table row is asked for its columns.
    """
    role = role.partition("/")[0]
    roles = {role} | {same.party for same in form.same if same.other == role}
    roles |= {same.party for same in form.same if same.other in roles}
    controls = [inner for control in form.controls() for inner in (control, *controls_of(control.columns))]
    return frozenset(one.autofill.fact for one in controls if one.autofill and one.autofill.party in roles)


def _fillable(form: Form, values: JsonValue) -> Iterator[tuple[str, Control, Autofill]]:
    for control in form.controls():
        if control.autofill:
            yield control.pointer, control, control.autofill
        rows = find(values, control.pointer) if control.kind is Kind.ROWS else None
        for number in range(len(rows) if isinstance(rows, list) else 0):
            for column in controls_of(control.columns):
                if column.autofill:
                    party = f"{column.autofill.party}/{number}"
                    pointer = f"{control.pointer}/{number}{column.pointer}"
                    yield pointer, column, Autofill(party, column.autofill.fact)
