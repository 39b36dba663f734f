"""Walk through a form: one immutable value that takes answers and shows pages, errors, a review and the result.

>>> filling = Filling.start([form], context)
>>> filling = filling.answer("/phone", "0900000123")
>>> filling.check(1).errors
()
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kiosk.forms.answers import EMPTY, below, find, put
from kiosk.forms.definition import Form, Page
from kiosk.forms.errors import Locked, NeedsBundle, TooManyRows, UnknownField
from kiosk.forms.holding import Holding, Mark, without_row_party
from kiosk.forms.kinds import Kind, tidy
from kiosk.forms.outputs import Carried, carried_forms, filled_forms
from kiosk.forms.present import Presenter, asks
from kiosk.forms.review import review_sections
from kiosk.forms.rules import shown, visible
from kiosk.forms.settle import FillContext, given_answers, settle
from kiosk.forms.validate import Asked, Finding, findings, locate, required_pointers
from kiosk.forms.view import FilledForm, JsonValue, PageView, ReviewRow, ReviewSection
from kiosk.identity.party import Party, Source
from kiosk.language.words import VIETNAMESE, Words, translated
from kiosk.procedures.procedure import Paper


@dataclass(frozen=True)
class Filling:
    """The answers of one visit to one form (or one bundle); every change gives a new value."""

    form: Form
    context: FillContext
    entered: Holding
    """What people entered, also what is hidden now; everything else follows from it and the context."""

    @classmethod
    def start(cls, forms: Sequence[Form], context: FillContext) -> Filling:
        """Begin with everything that is already known. Raises NeedsBundle unless there is exactly one form."""
        if len(forms) != 1:
            raise NeedsBundle(", ".join(form.id for form in forms))
        return cls(forms[0], context, Holding())

    @cached_property
    def _held(self) -> Holding:
        return settle(self.form, self.entered, self.context)

    @cached_property
    def _findings(self) -> tuple[Finding, ...]:
        return findings(self.form, self._held.values, self.context.today, self.context.say)

    @cached_property
    def _carried(self) -> tuple[Carried, ...]:
        return carried_forms(self.form, self._held, self.context)

    @cached_property
    def _lacking(self) -> tuple[Finding, ...]:
        """What single forms of a bundle lack, where it is asked: it hinders nothing here, the desk completes it."""
        say = self.context.say
        return tuple(
            Finding(at, say("{lack}. Bỏ trống thì phần này làm tiếp tại quầy", lack=finding.message), warning=True)
            for one in self._carried
            for finding in one.lacking
            for at in one.asked_at(finding.pointer)
        )

    @cached_property
    def _unplaced(self) -> tuple[str, ...]:
        """What must be mended where no page asks for it: the desk completes it, nobody is held up."""
        shows, _ = visible(self.form, self._held.values)
        wrong = [finding for finding in self._findings if not finding.warning]
        asked = [(finding, locate(self.form, finding.pointer)) for finding in wrong]
        return tuple(one.message for one, at in asked if at is None or at.owner not in shows - self._given)

    @cached_property
    def _required(self) -> frozenset[str]:
        """What must be answered, by this form or by one that it fills."""
        own = required_pointers(self.form, self.form.schema, self._held.values)
        return frozenset((*own, *(pointer for one in self._carried for pointer in one.required())))

    @cached_property
    def _given(self) -> frozenset[str]:
        return frozenset(f"/{name}" for name in given_answers(self.form, self.context))

    @cached_property
    def _told(self) -> tuple[Page, ...]:
        """Every page that has something to say; review shows them all."""
        pages = (page for page in self.form.pages if shown(page.rule, self._held.values))
        return tuple(page for page in pages if asks(page.elements, self._held.values, self._given))

    @cached_property
    def _pages(self) -> tuple[Page, ...]:
        """The pages to walk through; what cannot be changed and is not wrong is left to the review."""
        fixed = self._given | {one for one, mark in self._held.marks.items() if mark.locked}
        fixed -= {finding.pointer for finding in self._findings if not finding.warning}
        return tuple(page for page in self._told if asks(page.elements, self._held.values, fixed)) or self._told

    def answer(self, pointer: str, value: JsonValue, source: Source = Source.TYPED) -> Filling:
        """Take an answer. Raises Locked for a chip's locked facts (unless staff corrects), UnknownField."""
        asked = self._asked(pointer)
        owner, value = asked.owner, tidy(asked.control.kind, value)
        if value == find(self._held.values, pointer) or (value in EMPTY and find(self._held.values, pointer) in EMPTY):
            return self
        mark = self._held.marks.get(owner)
        if mark is not None and mark.locked and source is not Source.STAFF:
            raise Locked(pointer)
        before = find(self._held.values, owner)
        base = self.entered if before in EMPTY else self.entered.put(owner, before, Mark(source))
        entered = base.put(pointer, value, Mark(source), owner)
        if pointer == f"{owner}/province":
            entered = entered.put(f"{owner}/commune", None, Mark(source), owner)
        return replace(self, entered=entered)

    def with_parties(self, parties: Mapping[str, Party]) -> Filling:
        """Fill from these cards instead of those before; what a person entered stays."""
        return replace(self, context=replace(self.context, parties=parties))

    def in_words(self, say: Words) -> Filling:
        """Show the same answers in another language."""
        return replace(self, context=replace(self.context, say=say))

    def add_row(self, pointer: str) -> Filling:
        """Add an empty row to a table. Raises UnknownField, TooManyRows."""
        table = self._asked(pointer).control
        rows = find(self.entered.values, pointer) or []
        if table.kind is not Kind.ROWS:
            raise UnknownField(pointer)
        if table.max_rows and len(rows) >= table.max_rows:
            raise TooManyRows(pointer)
        return replace(self, entered=replace(self.entered, values=put(self.entered.values, pointer, [*rows, {}])))

    def remove_row(self, pointer: str) -> Filling:
        """Remove the row at a pointer such as ``/members/0``, and its person. Raises UnknownField."""
        table, _, number = pointer.rpartition("/")
        control = self.form.find_control(table)
        if control is None or not number.isdecimal() or find(self.entered.values, pointer) is None:
            raise UnknownField(pointer)
        parties = without_row_party(self.context.parties, control.party, int(number))
        return replace(self, entered=self.entered.without_row(pointer), context=replace(self.context, parties=parties))

    def papers(self) -> Mapping[str, Paper]:
        """The papers that answers call for, by the pointer of the attachment that takes them."""
        shows, _ = visible(self.form, self._held.values)
        return {
            control.pointer: Paper(control.paper_id, control.label, originals=1, attach=True)
            for control in self.form.controls()
            if control.kind is Kind.ATTACHMENT and control.pointer in shows
        }

    @property
    def page_count(self) -> int:
        """How many pages have something to ask now."""
        return len(self._pages)

    def page(self, number: int) -> PageView:
        """The page as it is now, with what should be looked at again and without what must be mended.

        `number` is 1-based, the last page stands for any beyond.
        """
        return self._shown(number, (finding for finding in self._findings if finding.warning))

    def check(self, page: int) -> PageView:
        """The page with everything to mend on it, and everything that is left to the desk if it stays empty."""
        return self._shown(page, (*self._lacking, *self._findings))

    def _shown(self, number: int, found: Iterable[Finding]) -> PageView:
        number = max(1, min(number, self.page_count))
        return self._present(self._pages[number - 1], number, {finding.pointer: finding for finding in found})

    def _present(self, page: Page, number: int, found: Mapping[str, Finding]) -> PageView:
        say = self.context.say
        presenter = Presenter(self.form, self._held, self._given, found, self._required, say)
        return presenter.page(translated(page, say), number, self.page_count)

    def first_page_with_errors(self) -> int | None:
        """The first page (1-based) on which something must be mended; None when all may be filed."""
        return next((n for n in range(1, self.page_count + 1) if self.check(n).errors), None)

    def review(self) -> tuple[ReviewSection, ...]:
        """What is left to the desk, if anything is, then everything that was answered, page by page."""
        numbers = {page.id: number for number, page in enumerate(self._pages, start=1)}
        told = review_sections([self._present(page, numbers.get(page.id, 0), {}) for page in self._told])
        left = ReviewSection(self.context.say("Làm tiếp tại quầy"), 0, self.left_to_desk(), editable=False)
        return (left, *told) if left.rows else told

    def left_to_desk(self) -> tuple[ReviewRow, ...]:
        """The forms of a bundle that the desk completes, each with why; none when all are whole."""
        lacking = [(self.form.title, self._unplaced)] if self.form.paper else []
        lacking += [(one.output.form.title, tuple(finding.message for finding in one.lacking)) for one in self._carried]
        return tuple(ReviewRow(self.context.say(title), "; ".join(why), None) for title, why in lacking if why)

    def outputs(self) -> tuple[FilledForm, ...]:
        """The official forms, filled: one, or one for each that the bundle's answers call for."""
        said = self.in_words(VIETNAMESE)
        return filled_forms(self.form, self._held, said.context, said._unplaced)

    def counts(self) -> Mapping[str, int]:
        """Answered fields by family of source (chip, code, derived, place, scanned, typed, staff)."""
        marks = ((one, mark) for one, mark in self._held.marks.items() if one not in self._given)
        return Counter(mark.source.family for one, mark in marks if find(self._held.values, one) not in EMPTY)

    def _asked(self, pointer: str) -> Asked:
        asked = locate(self.form, pointer)
        if asked is None or any(below(pointer, given) for given in self._given):
            raise UnknownField(pointer)
        return asked
