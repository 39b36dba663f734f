"""An invented citizen who walks one visit with a finger, on the real screen, and keeps a picture of each screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtQuick import QQuickItem

from kiosk.demo.typing import answer_to
from kiosk.forms.kinds import Kind
from kiosk.forms.view import FieldView
from kiosk.procedures.procedure import Question
from kiosk.visit.snapshot import Consent, Delivery, IdentifyStep, Snapshot
from kiosk.visit.states import State
from ui.touch.bridge import EMPTY, Bridge
from ui.touch.demo.finger import Finger, items

PROCEDURE = "Xác nhận thông tin về cư trú"
_WRITTEN = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.NAME, Kind.PHONE, Kind.EMAIL, Kind.ID_NUMBER})
_TICKED = frozenset({Kind.CHOICE, Kind.YES_NO})


class Walker:
    """Follows the snapshots of one screen and touches what its screens offer."""

    def __init__(self, bridge: Bridge, finger: Finger, root: QQuickItem, today: date) -> None:
        self._finger = finger
        self._root = root
        self._today = today
        self.now: Snapshot = EMPTY
        bridge.arrived.connect(self._arrived)

    def _arrived(self, snapshot: Snapshot) -> None:
        self.now = snapshot

    def walk(self, lay_card: Callable[[], None], seen: Callable[[str], None], until: Delivery) -> Snapshot:
        """Walk from welcome to done and wait there for `until`; `seen` is told each screen. Raises NotSeen."""
        self.reach(State.WELCOME)
        seen("welcome")
        self._finger.touch("Làm thủ tục")
        self.reach(State.CATALOGUE)
        seen("catalogue")
        self.identify(lay_card, seen)
        self.agree(seen)
        self.fill(seen)
        self.submit(seen, until)
        return self.now

    def identify(self, lay_card: Callable[[], None], seen: Callable[[str], None]) -> None:
        """Choose the procedure, page by page, and lay the card down."""
        self._finger.touch("Nơi ở")
        self.wait(lambda now: bool(now.catalogue.group), "the life event")
        while not self._finger.find(PROCEDURE):
            self._finger.touch("Xem tiếp")
        self._finger.touch(PROCEDURE)
        self.check(seen)
        self.reach(State.IDENTIFY)
        self.wait(lambda now: now.identification.step is not IdentifyStep.CODE, "the code")
        lay_card()
        self.wait(lambda now: now.identification.step is IdentifyStep.READING, "the chip")
        seen("identify")
        self.reach(State.CONSENT)

    def check(self, seen: Callable[[str], None]) -> None:
        """Answer every pre-check question with its first choice."""
        self.reach(State.PRECHECK)
        seen("precheck")
        while self.now.precheck is not None and self.now.precheck.question is not None:
            question = self.now.precheck.question
            self._finger.touch(question.choices[0].label)
            self._after_question(question)
        self.turn("Bắt đầu khai")

    def _after_question(self, question: Question) -> None:
        self.wait(lambda now: now.precheck is not None and now.precheck.question != question, "the next question")

    def turn(self, last: str) -> None:
        """Turn sheets to the end, then touch the button `last`."""
        while self._finger.find("Xem tiếp"):
            self._finger.touch("Xem tiếp")
        self._finger.touch(last)

    def agree(self, seen: Callable[[str], None]) -> None:
        """Agree to every purpose."""
        seen("consent")
        while self.now.state is State.CONSENT:
            asked = self.now.consent
            self.turn("Tôi đồng ý")
            self._after(asked)

    def _after(self, asked: Consent | None) -> None:
        self.wait(lambda now: now.consent is not asked or now.state is not State.CONSENT, "the next purpose")

    def fill(self, seen: Callable[[str], None]) -> None:
        """Answer what is asked, page by page."""
        while self.now.state is State.FILL and self.now.page is not None:
            page = self.now.page
            seen(f"fill-{page.number}")
            for field in page.fields:
                if field.required and field.value in (None, ""):
                    self.answer(field)
            self.forward(page.id)

    def forward(self, page: str) -> None:
        """Turn sheets until the form goes on."""

        def here(now: Snapshot) -> bool:
            return now.state is State.FILL and now.page is not None and now.page.id == page

        while here(self.now):
            name = "Xem tiếp" if self._finger.find("Xem tiếp") else "Tiếp tục"
            self._finger.touch(name)
            if name == "Tiếp tục":
                self.wait(lambda now: not here(now), "the next page")

    def answer(self, field: FieldView) -> None:
        """Answer one field by touch. Raises NotSeen, ValueError for a kind nobody taught it."""
        kind, value = Kind(field.kind), answer_to(field, self._today)
        self.look_for(field, str(value))
        if kind in _WRITTEN:
            self.write(field.label, str(value))
        elif kind in _TICKED:
            self._finger.touch(next((o.label for o in field.options if o.value == value), "Có"))
        else:
            raise ValueError(kind)

    def look_for(self, field: FieldView, value: str) -> None:
        """Turn sheets until the field is on the screen."""
        names = [option.label for option in field.options if option.value == value] or [field.label]
        while not (self._finger.find(names[0]) or self.entry(field.label)) and self._finger.find("Xem tiếp"):
            self._finger.touch("Xem tiếp")

    def write(self, label: str, text: str) -> None:
        """Touch the entry of this label, type `text` as a hardware keyboard does, and close the keyboard."""
        self._finger.until(lambda: self.entry(label) is not None, label)
        entry = self.entry(label)
        if entry is not None:
            self._finger.touches += 1
            self._finger.tap(entry)
        for letter in text:
            self._finger.write(letter)
        self._finger.touch("Xong")

    def entry(self, label: str) -> QQuickItem | None:
        """Return the text entry that is spoken as `label`."""
        entries = (item for item in items(self._root) if item.inherits("QQuickTextInput") and item.isVisible())
        return next((item for item in entries if str(item.property("label")).startswith(label)), None)

    def submit(self, seen: Callable[[str], None], until: Delivery) -> None:
        """Read everything once more and file it."""
        self.reach(State.REVIEW)
        seen("review")
        self.turn("Đúng rồi, nộp hồ sơ")
        self.reach(State.DONE)
        self.wait(lambda now: now.submitted is not None and now.submitted.delivery is until, until.value)
        seen("done")

    def reach(self, state: State) -> None:
        """Wait for a state. Raises NotSeen."""
        self.wait(lambda now: now.state is state, state.value)

    def wait(self, true: Callable[[Snapshot], bool], what: str) -> None:
        """Wait for a snapshot. Raises NotSeen."""
        self._finger.until(lambda: true(self.now), what)
