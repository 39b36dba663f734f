"""Finds out who the citizen is: first the code on the card or a typed number, then the chip that it opens.

Rules: a wrong key is never tried again by the machine (the person must show the code or type anew); a card that was
taken away or read badly is read again as soon as it lies there; what differs between code and chip, and what a chip
of verdict UNTRUSTED or TAMPERED says, fills nothing. The person may always go on without the chip.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Coroutine
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, TypeVar

from drivers.ports import (
    Can,
    CardReader,
    CardReading,
    CardRequest,
    CodeScanner,
    DeviceError,
    DeviceFault,
    Portrait,
    ReadProgress,
    Verdict,
)
from kiosk.devices import Devices, card_fault, looking
from kiosk.faults import Fault
from kiosk.identity.card_code import CardCode
from kiosk.identity.card_facts import chip_values, contradictions, party_from_code, party_from_reading
from kiosk.identity.code_meaning import fault_of, meaning_of
from kiosk.identity.compare import differences
from kiosk.identity.hostile_text import CodeRefused
from kiosk.identity.id_number import IdNumber, NotAnIdNumber
from kiosk.identity.party import Datum, Fact, Party, Source
from kiosk.visit.clock import Clock
from kiosk.visit.events import EnterCardNumber, Event, Next, TryAgain, WithoutChip
from kiosk.visit.snapshot import Identification, IdentifyStep

T = TypeVar("T")
Report = Callable[[Identification, Fault | None], None]

DECISIVE = frozenset({Fact.PERSONAL_ID, Fact.FULL_NAME, Fact.DATE_OF_BIRTH, Fact.SEX})
"""Code and chip that differ in these speak of two people; an address that is worded otherwise does not."""

_READ_AGAIN_WHEN_PUT_BACK = frozenset(
    {DeviceFault.CARD_REMOVED, DeviceFault.CARD_UNREADABLE, DeviceFault.CARD_CHANGED, DeviceFault.NOT_A_CHIP_CARD}
)
_LOOK_AGAIN = 1.0
"""Seconds between two looks whether a reader that went away is back."""


@dataclass(frozen=True, slots=True)
class Identified:
    """Who someone is, how that is known, and the evidence for the portal."""

    party: Party
    by: tuple[str, ...]
    """``code``, ``chip``, ``typed``, in the order they were used."""
    reading: CardReading | None = field(default=None, repr=False)
    code: CardCode | None = field(default=None, repr=False)

    def asked_for(self, facts: Collection[Fact]) -> Identified:
        """Return the same person, of whom enters the visit what a procedure's forms ask for."""
        told = _told(self.party.role, self.reading, self.code, facts)
        return replace(self, party=told) if told.facts else self


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to identify, and what of a card may enter the visit."""

    role: str
    facts: Collection[Fact] = ()
    """The facts that the procedure's forms ask for; sensitive ones enter only so."""
    portrait: bool = False


def _told(role: str, reading: CardReading | None, code: CardCode | None, facts: Collection[Fact]) -> Party:
    """Who it is by the card, the code adding where the chip is silent."""
    printed = party_from_code(role, code, facts).facts if code is not None else {}
    stored = party_from_reading(role, reading, facts).facts if reading is not None else {}
    return Party(role, MappingProxyType({**printed, **stored}))


class _Restart(Exception):
    """Begin again with the code; `fault` says why when it was not the person's wish."""

    def __init__(self, fault: Fault | None = None) -> None:
        super().__init__()
        self.fault = fault


class Identify:
    """One identification of one person; `run` is the task, `tell` passes the person's wishes into it."""

    def __init__(self, devices: Devices, clock: Clock, wanted: Wanted, report: Report) -> None:
        self._devices = devices
        self._clock = clock
        self._wanted = wanted
        self._report = report
        self._wishes: asyncio.Queue[Event] = asyncio.Queue()
        self._shown = Identification(wanted.role)
        self._code: CardCode | None = None
        self._number: IdNumber | None = None

    def tell(self, wish: Event) -> None:
        """Pass on what the person asked for: a typed number, another attempt, to go on without the chip."""
        self._wishes.put_nowait(wish)

    async def run(self) -> Identified:
        """Return the identified person. Ends only so, or by cancellation."""
        self._show(Identification(self._wanted.role))
        while True:
            try:
                await self._find_number()
                return await self._open_chip()
            except _Restart as restart:
                self._code, self._number = None, None
                self._show(Identification(self._wanted.role), restart.fault)

    # --- the number ---

    async def _find_number(self) -> None:
        while self._number is None:
            wish = await self._race(self._scan())
            if isinstance(wish, EnterCardNumber):
                self._typed(wish)
            elif isinstance(wish, TryAgain):
                self._show(Identification(self._wanted.role))
        self._wait_for_card()

    def _typed(self, wish: EnterCardNumber) -> None:
        try:
            self._code, self._number = None, IdNumber.parse(wish.number)
        except NotAnIdNumber:
            self._show(self._shown, Fault.CODE_MALFORMED)

    def _wait_for_card(self) -> None:
        number = self._number.digits if self._number else ""
        by_code = self._code is not None
        self._show(Identification(self._wanted.role, IdentifyStep.CARD, by_code, number=number))

    async def _scan(self) -> None:
        """Look through the camera until a card's code was read; without a camera wait for typing."""
        scanner = self._devices.code_scanner
        if scanner is None:
            await asyncio.Event().wait()
            return
        try:
            await self._look(scanner)
        except DeviceError as error:
            self._devices.report(scanner, error)
            self._show(self._shown, Fault.CAMERA_AWAY)
            await asyncio.Event().wait()

    async def _look(self, scanner: CodeScanner) -> None:
        async with looking(scanner):
            while self._number is None:
                self._take((await scanner.next_code()).text)

    def _take(self, text: str) -> None:
        try:
            meaning = meaning_of(text)
        except CodeRefused as refused:
            self._show(Identification(self._wanted.role), fault_of(refused.reason))
            return
        if isinstance(meaning, CardCode):
            self._code, self._number = meaning, meaning.number
        else:
            self._show(Identification(self._wanted.role), Fault.CODE_NOT_A_CARD)

    # --- the chip ---

    async def _open_chip(self) -> Identified:
        reader = self._devices.card_reader
        if reader is None:
            return self._without_chip()
        again_after_removal = False
        while True:
            result = await self._race(self._attempt(reader, again_after_removal))
            if isinstance(result, WithoutChip):
                return self._without_chip()
            if isinstance(result, EnterCardNumber):
                self._typed(result)
                self._wait_for_card()
                again_after_removal = False
            elif isinstance(result, TryAgain):
                raise _Restart
            elif isinstance(result, DeviceError):
                again_after_removal = await self._after(reader, result)
            elif isinstance(result, CardReading):
                judged = await self._judge(result)
                if judged is not None:
                    return judged

    async def _attempt(self, reader: CardReader, after_removal: bool) -> CardReading | DeviceError:
        if self._number is None:
            raise _Restart
        request = CardRequest(Can(self._number.can), portrait=self._wanted.portrait)
        try:
            if after_removal:
                await reader.wait_for_removal()
            await reader.wait_for_card()
            began = self._clock.monotonic()
            return await reader.read(request, lambda progress: self._progress(progress, began))
        except DeviceError as error:
            self._devices.report(reader, error)
            return error

    async def _after(self, reader: CardReader, error: DeviceError) -> bool:
        """Say what happened; return True when the card must be lifted before it is read again."""
        fault = card_fault(error.fault)
        if error.fault in _READ_AGAIN_WHEN_PUT_BACK:
            self._show(replace(self._shown, step=IdentifyStep.CARD, fraction=0.0, seconds_left=None), fault)
            return error.fault is not DeviceFault.CARD_REMOVED
        if error.fault is DeviceFault.WRONG_KEY:
            raise _Restart(fault)
        if fault is Fault.READER_AWAY:
            await self._until_back(reader)
        else:
            self._show(self._shown, fault)
            await self._wait_for_wish()
        return False

    async def _until_back(self, reader: CardReader) -> None:
        """Wait until the reader is open again, or for a wish, which is left for the caller to answer."""
        waiting = replace(self._shown, step=IdentifyStep.CARD, fraction=0.0, seconds_left=None)
        self._show(waiting, Fault.READER_AWAY)
        wish = await self._race(self._opened(reader))
        if wish is None:
            self._show(waiting)
        else:
            self._wishes.put_nowait(wish)

    async def _opened(self, reader: CardReader) -> None:
        while True:
            await self._clock.sleep(_LOOK_AGAIN)
            if self._devices.is_open(reader):
                return

    async def _judge(self, reading: CardReading) -> Identified | None:
        """Return the person, or say why this chip fills nothing and wait for a wish."""
        if not reading.verdict.fills:
            fault = Fault.CARD_TAMPERED if reading.verdict is Verdict.TAMPERED else Fault.CARD_UNTRUSTED
            self._code = None
            self._show(replace(self._shown, verdict=reading.verdict, reasons=reading.reasons), fault)
            await self._wait_for_wish()
            return None
        differing = contradictions(reading.facts) or (differences(self._code, reading) if self._code else ())
        if DECISIVE.intersection(differing):
            self._show(replace(self._shown, differences=differing), Fault.CARD_CODE_DISAGREE)
            await self._wait_for_wish(only_again=True)
            return None
        await self._show_read(reading)
        told = _told(self._wanted.role, reading, self._code, self._wanted.facts)
        return Identified(told, ("code" if self._code is not None else "typed", "chip"), reading, self._code)

    async def _show_read(self, reading: CardReading) -> None:
        """Show that the card may be taken back; with the face, wait until the person has seen it."""
        portrait = await self._portrait(reading)
        read = replace(self._shown, step=IdentifyStep.READ, fraction=1.0, verdict=reading.verdict, portrait=portrait)
        self._show(read)
        while portrait is not None and not isinstance(await self._wishes.get(), Next):
            pass

    async def _portrait(self, reading: CardReading) -> Portrait | None:
        """Decode the face; a broken picture never fails the text."""
        if reading.portrait is None or self._devices.decode_portrait is None:
            return None
        return await self._devices.decode_portrait(reading.portrait)

    def _without_chip(self) -> Identified:
        if self._code is not None:
            told = _told(self._wanted.role, None, self._code, self._wanted.facts)
            return Identified(told, ("code",), code=self._code)
        typed = {Fact.PERSONAL_ID: Datum(self._number.digits, Source.TYPED)} if self._number else {}
        return Identified(Party(self._wanted.role, MappingProxyType(typed)), ("typed",))

    # --- showing and asking ---

    def _progress(self, progress: ReadProgress, began: float) -> None:
        fraction = min(progress.done / progress.total, 1.0) if progress.total else 0.0
        elapsed = self._clock.monotonic() - began
        left = round(elapsed * (1 - fraction) / fraction) if fraction > 0.05 else None
        checking = progress.step == "check"
        shown = replace(
            self._shown,
            step=IdentifyStep.CHECKING if checking else IdentifyStep.READING,
            fraction=fraction,
            seconds_left=left,
        )
        if progress.facts is not None:
            shown = replace(shown, name=chip_values(progress.facts).get(Fact.FULL_NAME, ""))
        self._show(shown)

    def _show(self, shown: Identification, fault: Fault | None = None) -> None:
        self._shown = shown
        self._report(shown, fault)

    async def _wait_for_wish(self, only_again: bool = False) -> None:
        """Wait until the person asks for something, and leave it for the caller to answer."""
        while True:
            wish = await self._wishes.get()
            if isinstance(wish, TryAgain):
                raise _Restart
            if not only_again:
                self._wishes.put_nowait(wish)
                return

    async def _race(self, work: Coroutine[Any, Any, T]) -> T | Event:
        """Return what comes first: the result of `work` or a wish; the other is cancelled."""
        working = asyncio.ensure_future(work)
        wishing = asyncio.ensure_future(self._wishes.get())
        try:
            await asyncio.wait({working, wishing}, return_when=asyncio.FIRST_COMPLETED)
            return wishing.result() if wishing.done() else working.result()
        finally:
            for task in (working, wishing):
                task.cancel()
            await asyncio.gather(working, wishing, return_exceptions=True)
