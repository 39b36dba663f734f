"""What the pre-check screen knows: one question in plain words, or what follows from all answers."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.language.fold import fold
from kiosk.language.money import money
from kiosk.language.words import noted
from kiosk.procedures.competence import Competent, Reach
from kiosk.procedures.fees import Quote
from kiosk.procedures.precheck import Outcome
from kiosk.procedures.procedure import Choice, Paper, TimeLimit
from kiosk.visit.events import Back, Next, Pick, PrintGuide, TakeNumber
from kiosk.visit.snapshot import PrecheckView, Snapshot
from ui.touch.bridge import Bridge, ViewModel, words

QML_IMPORT_NAME = "touch.screens.precheck"
QML_IMPORT_MAJOR_VERSION = 1

MOST_CARDS = 6
"""Answers that are shown as cards; more are searched."""

_UNITS = {
    "working_day": (noted("{} ngày"), noted("làm việc")),
    "day": (noted("{} ngày"), noted("kể cả ngày nghỉ")),
    "hour": (noted("{} giờ"), noted("làm việc")),
    "same_day": (noted("Trong ngày"), ""),
    "at_once": (noted("Làm ngay"), ""),
}
_UNKNOWN = ("", "")
_NONE = PrecheckView(
    question=None,
    number=1,
    count=1,
    chosen="",
    outcome=Outcome(None, (), (), (), (), ask_officer=False),
    fee=Quote(None, "", ()),
    fillable=False,
    competent=Competent("", ""),
    exemption="",
)


@QmlElement
class PrecheckViewModel(ViewModel):
    """Nothing is filed yet: who decides, how long, how much, which papers in this case."""

    changed = Signal()
    foundChanged = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._found: list[dict[str, str]] = []

    def part(self, snapshot: Snapshot) -> object:
        """The procedure and what is known of the case."""
        return snapshot.procedure, snapshot.precheck, snapshot.guide, snapshot.counters

    @property
    def _view(self) -> PrecheckView:
        return self._snapshot.precheck or _NONE

    @Property(str, notify=changed)
    def name(self) -> str:
        """Name of the procedure."""
        return self._snapshot.procedure.name if self._snapshot.procedure else ""

    @Property(str, notify=changed)
    def agency(self) -> str:
        """Who decides."""
        return self._snapshot.procedure.agency if self._snapshot.procedure else ""

    @Property(str, notify=changed)
    def code(self) -> str:
        """Code of the procedure."""
        return self._snapshot.procedure.code if self._snapshot.procedure else ""

    @Property(str, notify=changed)
    def time(self) -> str:
        """How long the agency may take, empty when nobody can say."""
        return _time(self._view.outcome.times)[0]

    @Property(str, notify=changed)
    def timeUnit(self) -> str:
        """What kind of days or hours they are."""
        return _time(self._view.outcome.times)[1]

    @Property(str, notify=changed)
    def fee(self) -> str:
        """What it costs at the desk, empty when nobody can say here."""
        amount = self._view.fee.amount
        if amount is None:
            return ""
        return money(amount) if amount else words("Không mất tiền")

    @Property(bool, notify=changed)
    def free(self) -> bool:
        """It costs nothing at the desk."""
        return self._view.fee.amount == 0

    @Property(str, notify=changed)
    def feePer(self) -> str:
        """What the fee is counted for, such as each person."""
        return self._view.fee.per

    @Property(str, notify=changed)
    def feeWhy(self) -> str:
        """The rules that made the fee."""
        return " · ".join(str(reason) for reason in self._view.fee.reasons)

    @Property(str, notify=changed)
    def competent(self) -> str:
        """The commune that decides, empty where it is the kiosk's own."""
        place = self._view.competent
        return "" if place.reach is Reach.HERE else place.name

    @Property(bool, notify=changed)
    def outside(self) -> bool:
        """That commune is in another province."""
        return self._view.competent.reach is Reach.OUTSIDE

    @Property(bool, notify=changed)
    def asking(self) -> bool:
        """A question is shown."""
        return self._view.question is not None

    @Property(str, notify=changed)
    def question(self) -> str:
        """The question."""
        return self._view.question.text if self._view.question else ""

    @Property(str, notify=changed)
    def hint(self) -> str:
        """A word more to the question."""
        return self._view.question.hint if self._view.question else ""

    @Property(list, notify=changed)
    def choices(self) -> list[dict[str, str]]:
        """Answers: ``id, text, hint``; empty where they are so many that they are searched."""
        return [] if self._listed else [_choice(choice) for choice in self._offered]

    @property
    def _offered(self) -> tuple[Choice, ...]:
        return self._view.question.choices if self._view.question else ()

    @Property(bool, notify=changed)
    def listed(self) -> bool:
        """The answers are searched."""
        return self._listed

    @property
    def _listed(self) -> bool:
        return len(self._offered) > MOST_CARDS

    @Property(str, notify=changed)
    def chosenText(self) -> str:
        """The answer that was picked, in words."""
        return next((choice.label for choice in self._offered if choice.id == self._view.chosen), "")

    @Property(list, notify=foundChanged)
    def found(self) -> list[dict[str, str]]:
        """What fits the search: ``value, label, hint``."""
        return self._found

    @Slot(str)
    def find(self, text: str) -> None:
        """Search the answers, without marks."""
        wanted = f" {fold(text)}"
        fits = [choice for choice in self._offered if wanted in f" {fold(choice.label)}"]
        self._found = [{"value": choice.id, "label": choice.label, "hint": ""} for choice in fits]
        self.foundChanged.emit()

    @Property(str, notify=changed)
    def chosen(self) -> str:
        """Id of the answer that was picked."""
        return self._view.chosen

    @Property(int, notify=changed)
    def number(self) -> int:
        """Of the question, from 1."""
        return self._view.number

    @Property(int, notify=changed)
    def count(self) -> int:
        """Questions as far as the answers tell."""
        return self._view.count

    @Property(list, notify=changed)
    def bring(self) -> list[dict[str, str]]:
        """Papers needed in any case: ``text, hint``."""
        return _papers(self._view.outcome.bring)

    @Property(list, notify=changed)
    def perhaps(self) -> list[dict[str, str]]:
        """Papers needed under their own condition."""
        return _papers(self._view.outcome.perhaps)

    @Property(list, notify=changed)
    def known(self) -> list[dict[str, str]]:
        """Papers that data of the State replaces."""
        return _papers(self._view.outcome.known)

    @Property(bool, notify=changed)
    def askOfficer(self) -> bool:
        """The person was not sure, or no case follows."""
        return self._view.outcome.ask_officer

    @Property(bool, notify=changed)
    def fillable(self) -> bool:
        """This machine has the forms of the case."""
        return self._view.fillable and self._view.outcome.case is not None

    @Property(str, notify=changed)
    def guide(self) -> str:
        """What became of the guide: ``printing, printed, failed``, empty while none was asked for."""
        return self._snapshot.guide.value if self._snapshot.guide else ""

    @Property(bool, notify=changed)
    def queue(self) -> bool:
        """This machine gives numbers for the queue."""
        return bool(self._snapshot.counters)

    @Slot()
    def takeNumber(self) -> None:
        """Take a number for the queue, with the papers of this case on the ticket."""
        self.bridge.send(TakeNumber())

    @Slot()
    def printGuide(self) -> None:
        """Print what to bring, to take home."""
        self.bridge.send(PrintGuide())

    @Slot(str)
    def pick(self, choice: str) -> None:
        """Answer the question."""
        self.bridge.send(Pick(choice))

    @Slot()
    def goOn(self) -> None:
        """To the next question, to what follows, or on with the visit."""
        self.bridge.send(Next())

    @Slot()
    def back(self) -> None:
        """To the question before, or to the choice of a procedure."""
        self.bridge.send(Back())


def _choice(choice: Choice) -> dict[str, str]:
    return {"id": choice.id, "text": choice.label, "hint": choice.hint}


def _time(limits: Iterable[TimeLimit]) -> tuple[str, str]:
    """Return the first limit in words; what cannot be counted is left to the officer."""
    limit = next(iter(limits), None)
    number, unit = _UNITS.get(limit.unit, _UNKNOWN) if limit else _UNKNOWN
    if limit is None or ("{}" in number and limit.value is None):
        return _UNKNOWN
    return words(number).format(limit.value), words(unit)


def _papers(papers: Iterable[Paper]) -> list[dict[str, str]]:
    return [{"text": p.name, "hint": p.replaced_by or p.condition} for p in papers]
