"""An invented citizen who walks one visit with a finger, on the real screen, and keeps a picture of each screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtQuick import QQuickItem

from kiosk.demo.typing import WANTED_PARTS, answer_to
from kiosk.forms.kinds import COMPOUND, Kind
from kiosk.forms.view import FieldView
from kiosk.visit.snapshot import Delivery, IdentifyStep, Snapshot
from kiosk.visit.states import State
from ui.touch.bridge import EMPTY, Bridge
from ui.touch.demo.finger import Finger, items
from ui.touch.shell.reading import is_seen

GROUP, PROCEDURE = "Nơi ở", "Xác nhận thông tin về cư trú"
_MORE = "Xem tiếp"
_WRITTEN = frozenset(
    {Kind.TEXT, Kind.LONG_TEXT, Kind.NAME, Kind.PHONE, Kind.EMAIL, Kind.ID_NUMBER, Kind.NUMBER, Kind.MONEY}
)
_DATES = frozenset({Kind.DATE, Kind.PARTIAL_DATE})


class Walker:
    """Follows the snapshots of one screen and touches what its screens offer."""

    def __init__(self, bridge: Bridge, finger: Finger, root: QQuickItem, today: date) -> None:
        self._finger = finger
        self._root = root
        self._today = today
        self.now: Snapshot = EMPTY
        self.asked = 0
        """Questions of the form that this citizen answered; the others came filled."""
        self.letters = 0
        """Letters and digits that were typed."""
        self.shown = 0
        """Values that the pages of the form showed or asked for."""
        bridge.arrived.connect(self._arrived)

    def _arrived(self, snapshot: Snapshot) -> None:
        self.now = snapshot

    def walk(
        self,
        lay_card: Callable[[], None],
        seen: Callable[[str], None],
        until: Delivery,
        group: str = GROUP,
        procedure: str = PROCEDURE,
    ) -> Snapshot:
        """Walk from welcome to done and wait there for `until`; `seen` is told each screen. Raises NotSeen."""
        self.reach(State.WELCOME)
        seen("welcome")
        self._finger.touch("Làm thủ tục")
        self.reach(State.CATALOGUE)
        seen("catalogue")
        self.choose(group, procedure)
        self.check(seen)
        self.identify(lay_card, seen)
        self.agree(seen)
        self.fill(seen)
        self.submit(seen, until)
        return self.now

    def choose(self, group: str, procedure: str) -> None:
        """Open a life event and choose one of its procedures, sheet by sheet."""
        self._finger.touch(group)
        self.wait(lambda now: bool(now.catalogue.group), "the life event")
        self.turn(procedure)
        self.reach(State.PRECHECK)

    def check(self, seen: Callable[[str], None]) -> None:
        """Answer every pre-check question with its first choice; an answer goes on by itself."""
        seen("precheck")
        while self.now.state is State.PRECHECK and self.now.precheck and (asked := self.now.precheck.question):
            self.turn(asked.choices[0].label)
            self.wait(lambda now, asked=asked: now.precheck.question != asked, "the next question")  # type: ignore[misc]
        if self.now.state is State.PRECHECK:
            seen("precheck-papers")
            self.turn("Bắt đầu khai")

    def identify(self, lay_card: Callable[[], None], seen: Callable[[str], None]) -> None:
        """Show the code and lay the card down."""
        self.reach(State.IDENTIFY)
        self.wait(lambda now: now.identification.step is not IdentifyStep.CODE, "the code")
        seen("identify-card")
        lay_card()
        self.wait(lambda now: now.state is not State.IDENTIFY or now.identification.fraction > 0, "the chip")
        seen("identify")
        self.reach(State.CONSENT)

    def agree(self, seen: Callable[[str], None]) -> None:
        """Agree to every purpose."""
        seen("consent")
        while self.now.state is State.CONSENT:
            asked = self.now.consent
            self.turn("Tôi đồng ý")
            self.wait(lambda now, asked=asked: now.consent is not asked or now.state is not State.CONSENT, "a purpose")  # type: ignore[misc]

    def fill(self, seen: Callable[[str], None]) -> None:
        """Answer what is asked, page by page, and bring papers later."""
        while self.now.state in (State.FILL, State.ATTACH):
            if self.now.state is State.ATTACH:
                self.bring_later()
                continue
            page = self.now.page
            if page is None:
                break
            seen(f"fill-{page.number}")
            self._answer_page(page.id)
            seen(f"filled-{page.number}")
            self._forward(page.id)

    def _answer_page(self, page: str) -> None:
        """Answer every open question of the page; an answer may open more of them."""
        answered: set[str] = set()
        while (field := self._open_field(page, answered)) is not None:
            answered.add(field.pointer)
            self.asked += 1
            self.answer(field)
            self.wait(lambda now, field=field: _has_answer(now, field.pointer), f"the answer to {field.pointer}")  # type: ignore[misc]
        self.shown += sum(1 for field in self.now.page.fields if _holds(field)) if self.now.page else 0

    def _open_field(self, page: str, answered: set[str]) -> FieldView | None:
        here = self.now.page if self.now.page is not None and self.now.page.id == page else None
        fields = here.fields if here else ()
        return next((f for f in fields if f.required and not _holds(f) and f.pointer not in answered), None)

    def _forward(self, page: str) -> None:
        """Turn sheets until the form goes on, and mend what it finds wrong."""

        def here(now: Snapshot) -> bool:
            return now.state is State.FILL and now.page is not None and now.page.id == page

        while here(self.now):
            if self._finger.touch("Tiếp tục", _MORE) == _MORE:
                continue
            self.wait(lambda now: not here(now) or now.page.errors, f"what comes after page {page}")
            for wrong in self.now.page.errors if here(self.now) and self.now.page else ():
                self._finger.touch("Đến chỗ cần sửa")
                self.asked += 1
                self.answer(wrong)

    def bring_later(self) -> None:
        """Bring the paper that is asked for to the desk instead."""
        at = self.now.papers.at if self.now.papers else 0
        self.turn("Tôi đem giấy này đến quầy")
        self.wait(lambda now: now.papers is not None and now.papers.pile.later, "the paper put off")
        self.turn("Tiếp tục")
        self.wait(lambda now: now.state is not State.ATTACH or now.papers.at != at, "the next paper")

    def answer(self, field: FieldView) -> None:
        """Answer one field by touch. Raises NotSeen, ValueError for a kind nobody taught it."""
        kind = Kind(field.kind)
        if kind in COMPOUND:
            for pointer in [part.pointer for part in field.parts]:
                part = _find(self.now, pointer)  # as it is now: the province narrows the communes
                if part is not None and _wanted(part) and (part.error or not _holds(part)):
                    self.answer(part)
                    self.wait(lambda now, pointer=pointer: _has_answer(now, pointer), f"the answer to {pointer}")  # type: ignore[misc]
            return
        box = self._box(field.pointer)
        if kind in _WRITTEN:
            self._write(box, str(answer_to(field, self._today)))
        elif kind in _DATES:
            self._write_date(box)
        elif kind is Kind.CHOICE and field.choice_list:
            self._finger.touch(_spoken(field), within=box)
            self._finger.touch(self._first_of(field), within=box)
        else:
            self._finger.touch(self._choice(field, kind), within=box)

    def _first_of(self, field: FieldView) -> str:
        """Return what a searched list offers first."""
        search = self.now.page.search if self.now.page else None
        return search(field.choice_list, "", field.within)[0].label if search else ""

    def _choice(self, field: FieldView, kind: Kind) -> str:
        match kind:
            case Kind.CHOICE | Kind.CHOICES:
                return field.options[0].label
            case Kind.YES_NO:
                return "Có"
            case Kind.PLEDGE:
                return field.label
        raise ValueError(kind)

    def _box(self, pointer: str) -> QQuickItem:
        """Turn sheets until the field is on the screen and return what holds it. Raises NotSeen."""

        def found() -> QQuickItem | None:
            boxes = (i for i in items(self._root) if i.property("pointer") == pointer and i.isVisible())
            return next((box for box in boxes if is_seen(box)), None)

        self._finger.until(lambda: found() is not None or self._finger.find(_MORE) is not None, pointer)
        while (box := found()) is None:
            self._finger.touch(_MORE)
        return box

    def _write(self, box: QQuickItem, text: str) -> None:
        """Touch the entry, type `text` as a hardware keyboard does, and close the keyboard."""
        entry = next(item for item in items(box) if item.inherits("QQuickTextInput") and item.isVisible())
        self._finger.touch_at(entry, 0.5)
        self.letters += len(text)
        for letter in text:
            self._finger.write(letter)
        self._close_keyboard()

    def _close_keyboard(self) -> None:
        """Say that it is done; a low window offers that after the last field only."""
        while self._finger.touch("Xong", "Ô sau") != "Xong":
            pass

    def _write_date(self, box: QQuickItem) -> None:
        """Touch the first of the three columns and type day, month and year."""
        entry = next(item for item in items(box) if item.property("partial") is not None and item.property("headings"))
        self._finger.touch_at(entry, 0.1)
        self.letters += 8
        for digit in f"{self._today:%d%m%Y}":
            self._finger.write(digit)
        self._close_keyboard()

    def submit(self, seen: Callable[[str], None], until: Delivery) -> None:
        """Read everything once more and file it."""
        self.reach(State.REVIEW)
        seen("review")
        self.turn("Đúng rồi, nộp hồ sơ")
        self.reach(State.DONE)
        self.wait(lambda now: now.submitted is not None and now.submitted.delivery is until, until.value)
        seen("done")

    def turn(self, last: str) -> None:
        """Turn sheets until `last` is there, then touch it. Raises NotSeen."""
        while self._finger.touch(last, _MORE) == _MORE:
            pass

    def reach(self, state: State) -> None:
        """Wait for a state. Raises NotSeen."""
        self.wait(lambda now: now.state is state, state.value)

    def wait(self, true: Callable[[Any], bool], what: str) -> None:
        """Wait for a snapshot. Raises NotSeen."""
        self._finger.until(lambda: true(self.now), what)


def _find(now: Snapshot, pointer: str) -> FieldView | None:
    """Return a field of the page, or a part of one, as it is now."""
    fields = now.page.fields if now.page else ()
    return next((each for field in fields for each in (field, *field.parts) if each.pointer == pointer), None)


def _has_answer(now: Snapshot, pointer: str) -> bool:
    field = _find(now, pointer)
    return field is None or _holds(field)


def _holds(field: FieldView) -> bool:
    """Return whether a field has its answer, and every part of it that is asked for."""
    if field.parts and not field.filled:
        return all(_holds(part) for part in field.parts if _wanted(part))
    return field.value not in (None, "", [])


def _wanted(part: FieldView) -> bool:
    return part.required or part.pointer.rpartition("/")[2] in WANTED_PARTS


def _spoken(field: FieldView) -> str:
    """Return how a searched list calls itself."""
    return ". ".join(part for part in (field.label, field.hint) if part)
