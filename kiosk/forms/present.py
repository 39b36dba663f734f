"""Turn a page of a form and its answers into the plain view that screens show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from kiosk.forms.answers import find
from kiosk.forms.definition import Control, Element, Form, Group, Note, Page
from kiosk.forms.holding import Holding
from kiosk.forms.kinds import Kind, spoken, text
from kiosk.forms.rules import enabled, shown
from kiosk.forms.settle import wording
from kiosk.forms.validate import Finding
from kiosk.forms.view import FieldView, JsonValue, PageView
from kiosk.language.words import VIETNAMESE, Words


def asks(elements: tuple[Element, ...], answers: JsonValue, given: frozenset[str]) -> bool:
    """True when at least one control among elements shows and is not given by the procedure."""
    for element in elements:
        if not shown(element.rule, answers):
            continue
        if isinstance(element, Group) and asks(element.elements, answers, given):
            return True
        if isinstance(element, Control) and element.pointer not in given:
            return True
    return False


@dataclass(frozen=True)
class Presenter:
    """Shows pages of one form in one state of its answers."""

    form: Form
    held: Holding = field(repr=False)
    given: frozenset[str]
    found: Mapping[str, Finding] = field(repr=False)
    """Findings to show, by pointer."""
    required: frozenset[str] = frozenset()
    """Pointers of what must be answered."""
    say: Words = VIETNAMESE
    """The language of the page that it is given."""

    def page(self, page: Page, number: int, count: int) -> PageView:
        """One page with its visible fields in order."""
        fields = tuple(self._fields(page.elements, "", self.held.values))
        return PageView(
            page.id,
            page.title,
            number,
            count,
            page.lead,
            fields,
            draft=not self.form.releasable,
            search=partial(self.form.choices.search, say=self.say),
        )

    def _fields(
        self, elements: tuple[Element, ...], base: str, scope: JsonValue, on: bool = True
    ) -> Iterator[FieldView]:
        """Fields of elements whose pointers and rules are relative to `base`, where the answers are `scope`."""
        for element in elements:
            if not shown(element.rule, scope):
                continue
            usable = on and enabled(element.rule, scope)
            if isinstance(element, Note):
                yield FieldView(base, Kind.NOTE, element.text)
            elif isinstance(element, Group):
                inner = tuple(self._fields(element.elements, base, scope, usable))
                if inner and (element.label or element.party):
                    known = any(field.locked for field in inner)  # a chip has filled it: no card is asked for again
                    yield FieldView(base, Kind.HEADING, element.label, party="" if known else element.party)
                yield from inner
            elif element.pointer not in self.given or base:
                yield self._field(element, base, usable)

    def _field(self, control: Control, base: str, usable: bool) -> FieldView:
        view = self._plain(control, base, usable)
        if control.kind is Kind.ROWS:
            return self._table(view, control)
        if control.parts:
            shown = (self._part(part, view.pointer) for part in control.parts)
            parts = tuple(part for part in shown if part.value or part.required or _asked(part, control))
            warning = view.warning or next((part.warning for part in parts if part.warning), "")
            return replace(view, parts=parts, error=view.error or _first(parts), warning=warning)
        return view

    def _plain(self, control: Control, base: str, usable: bool = True) -> FieldView:
        pointer = base + control.pointer
        value = find(self.held.values, pointer)
        finding = self.found.get(pointer)
        mark = self.held.marks.get(pointer)
        words = wording(control, self.form.choices, self.say)
        return FieldView(
            pointer=pointer,
            kind=control.kind,
            label=control.label,
            value=value,
            text=text(control.kind, value, words),
            spoken=spoken(control.kind, value, words),
            hint=control.hint,
            example=control.example,
            required=pointer in self.required,
            enabled=usable,
            locked=mark is not None and mark.locked,
            source=mark.source if mark is not None else None,
            error=finding.message if finding and not finding.warning else "",
            warning=finding.message if finding and finding.warning else "",
            options=control.options,
            choice_list=control.choice_list,
            within=str(find(self.held.values, base + control.within) or "") if control.within else "",
            max_length=control.max_length,
            party=control.party,
            masked=control.masked,
        )

    def _part(self, part: Control, owner: str) -> FieldView:
        view = self._plain(part, owner)
        old = find(self.held.values, f"{owner}/old")
        if part.choice_list == "communes" and old and not view.value:
            return replace(
                view, options=self.form.choices.communes_of_old(str(old))
            )  # offered first: the old commune went there
        return view

    def _table(self, view: FieldView, table: Control) -> FieldView:
        rows = find(self.held.values, view.pointer)
        rows = rows if isinstance(rows, list) else []
        shown_rows = tuple(
            tuple(self._row(table, f"{view.pointer}/{number}", number, row)) for number, row in enumerate(rows)
        )
        error = view.error or next(
            (
                self.say("Dòng {number}: {error}", number=n, error=_first(row))
                for n, row in enumerate(shown_rows, 1)
                if _first(row)
            ),
            "",
        )
        return replace(view, rows=shown_rows, error=error, full=bool(table.max_rows and len(rows) >= table.max_rows))

    def _row(self, table: Control, pointer: str, number: int, row: JsonValue) -> Iterator[FieldView]:
        party = f"{table.party}/{number}" if table.party else ""
        for column in self._fields(table.columns, pointer, row):
            yield replace(column, party=party)


def _asked(part: FieldView, control: Control) -> bool:
    """Whether a part that may stay empty is offered: a note of old units and most of a consent only where needed."""
    name = part.pointer.rpartition("/")[2]
    return name == "way" if control.kind is Kind.CONSENT else name != "old"


def _first(fields: tuple[FieldView, ...]) -> str:
    return next((one.error for one in fields if one.error), "")
