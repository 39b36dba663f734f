"""Asking about a dossier: a number typed, or a slip's code before the camera, then what became of it."""

from __future__ import annotations

from functools import partial

from drivers.ports import CodeScanner, DeviceError
from kiosk.devices import looking
from kiosk.faults import Fault
from kiosk.identity.code_meaning import DossierCode, LocalNumberCode, SlipCode, fault_of, meaning_of
from kiosk.identity.hostile_text import CodeRefused
from kiosk.visit import events as ev
from kiosk.visit.enquiry import NotFound
from kiosk.visit.stages.stage import Meanings, Stage
from kiosk.visit.states import State, Trigger
from kiosk.visit.tracked import Tracked, TrackStep
from sync.outbox import OutboxError
from sync.receipt_token import TokenError, claims_of


class Tracking(Stage):
    """From welcome and back; shows numbers and a state, never a person."""

    def meanings(self) -> Meanings:
        """Welcome's wish, and track."""
        return {
            (State.WELCOME, ev.Track): lambda _: self._begin(),
            (State.TRACK, ev.LookUp): lambda event: self._look_up(event.number),
            (State.TRACK, ev.TryAgain): lambda _: self._again(),
            (State.TRACK, ev.Back): lambda _: self._back(),
            (State.TRACK, ev.Finish): lambda _: self.visit.follow(Trigger.BACK),
        }

    def _begin(self) -> None:
        self.visit.begin(Trigger.TRACK)
        self._ask()

    def _ask(self, fault: Fault | None = None) -> None:
        self.visit.publish(tracked=Tracked(), fault=fault)
        self.visit.start(self._scan)

    def _again(self) -> None:
        """Ask for the same number once more, or for another when there is none."""
        if self.now.tracked is not None and self.now.tracked.asked:
            self._look_up(self.now.tracked.asked)
        else:
            self._ask()

    def _back(self) -> None:
        if self.now.tracked is None or self.now.tracked.step is TrackStep.ASK:
            self.visit.follow(Trigger.BACK)
        else:
            self._ask()

    async def _scan(self) -> None:
        """Look for the code of a slip or receipt; without a camera the number is typed."""
        scanner = self.visit.means.devices.code_scanner
        if scanner is None:
            return
        try:
            number = await self._seen(scanner)
        except DeviceError as error:
            self.visit.means.devices.report(scanner, error)
            self.visit.publish(fault=Fault.CAMERA_AWAY)
            return
        await self._answer(number)

    async def _seen(self, scanner: CodeScanner) -> str:
        async with looking(scanner):
            while True:
                try:
                    return _number(meaning_of((await scanner.next_code()).text))
                except CodeRefused as refused:
                    self.visit.publish(fault=fault_of(refused.reason))
                except TokenError:
                    self.visit.publish(fault=Fault.CODE_MALFORMED)

    def _look_up(self, number: str) -> None:
        self.visit.start(partial(self._answer, number))

    async def _answer(self, number: str) -> None:
        self.visit.publish(tracked=Tracked(TrackStep.ASKING, number), fault=None)
        try:
            found = await self.visit.means.enquiry.look_up(number)
        except NotFound as not_found:
            self._ask_again(number, not_found.fault)
        except OutboxError:
            self._ask_again(number, Fault.STATUS_UNANSWERED)
        else:
            self.visit.publish(tracked=found, fault=None if found.fresh else Fault.STATUS_UNANSWERED)

    def _ask_again(self, number: str, fault: Fault) -> None:
        """Say why there is no answer; the number stays, to be mended."""
        self.visit.publish(tracked=Tracked(asked=number), fault=fault)
        self.visit.start(self._scan)


def _number(meaning: object) -> str:
    """Return the number that a code names. Raises TokenError for a slip that cannot be read and for any other code."""
    match meaning:
        case DossierCode(code):
            return code
        case LocalNumberCode(number):
            return number
        case SlipCode(token):
            return claims_of(token).local_number
    raise TokenError("no number of a dossier")
