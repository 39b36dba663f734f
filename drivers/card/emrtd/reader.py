"""One reading of a chip from the first command to the verdict, in the order of use to the citizen."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from drivers.card.emrtd import files as ef
from drivers.card.emrtd.access import open_chip
from drivers.card.emrtd.channel import Channel
from drivers.card.emrtd.errors import Malformed, Refused, SessionLost
from drivers.card.emrtd.evidence import Transcript, prove
from drivers.card.emrtd.facts import find_portrait, listed_groups, read_facts
from drivers.card.emrtd.files import FileReader, Habits
from drivers.card.emrtd.judgement import PROOF_GROUPS, Examination, examine, judge
from drivers.card.emrtd.moment import Clock, Moment, system_moment
from drivers.card.emrtd.proofs import let_prove
from drivers.card.emrtd.trust import TrustStore
from drivers.card.link import CardLink
from drivers.ports import (
    CardFacts,
    CardFile,
    CardReading,
    CardRequest,
    DeviceError,
    DeviceFault,
    ProgressSink,
    ReadProgress,
)

_FACT_GROUPS = (1, 13, 11, 12)
"""First what the citizen waits for; DG3 (fingerprints) is never tried."""
_NEEDED = ef.GROUPS[1]
"""Without the MRZ nothing is known of the holder."""
_FACE_GROUP = 2
_MAX_RESTARTS = 3
"""Times that session or contact may be lost before the reading is given up."""

_Result = TypeVar("_Result")


async def read_card(
    link: CardLink,
    request: CardRequest,
    progress: ProgressSink = lambda _: None,
    *,
    trust: TrustStore | None = None,
    clock: Clock = system_moment,
    habits: Habits | None = None,
) -> CardReading:
    """Open the chip on `link`, read its files, let it prove itself and judge.

    `habits` remembers what this card takes; keep it as long as the card lies there. Raises DeviceError.
    """
    session = _Session(link, request, habits or Habits(), progress)
    await session.open()
    await session.read_facts()
    examining = asyncio.create_task(_examine(session.data.get("SOD"), trust or TrustStore(), clock()))
    await session.read_rest(examining)
    examination = await examining
    transcript = await session.prove()
    data = session.data
    judgement = judge(data, examination, prove(data, transcript))
    return CardReading(
        access=session.opened.access,
        facts=session.facts,
        portrait=find_portrait(data),
        files=tuple(session.files.values()),
        verdict=judgement.verdict,
        findings=judgement.findings,
        reasons=judgement.reasons,
        evidence=transcript.encode(),
    )


async def _examine(sod: bytes | None, trust: TrustStore, moment: Moment) -> Examination:
    """Examine as a task: it takes its turn when the reading next waits for the chip."""
    return examine(sod, trust, moment)


class _Session:
    """What has come in so far, and the channel it comes through."""

    def __init__(self, link: CardLink, request: CardRequest, habits: Habits, progress: ProgressSink) -> None:
        self._channel = Channel(link)
        self._request = request
        self._habits = habits
        self._progress = progress
        self._restarts = 0
        self._done = 0
        self.files: dict[str, CardFile] = {}
        self.facts: CardFacts

    @property
    def data(self) -> dict[str, bytes]:
        """Raw files by name."""
        return {name: file.data for name, file in self.files.items()}

    async def open(self) -> None:
        """Gain access."""
        self._tell("access", 0, 0)
        started = time.perf_counter()
        self.opened = await open_chip(self._channel, self._request, self._habits)
        if self.opened.card_access is not None:
            self._keep(ef.CARD_ACCESS.name, self.opened.card_access, started)

    async def read_facts(self) -> None:
        """COM, what the citizen waits for, and the SOD."""
        await self._read(ef.COM)
        listed = listed_groups(self.data.get("COM")) or {*_FACT_GROUPS, *PROOF_GROUPS, _FACE_GROUP}
        for group in _FACT_GROUPS:
            if group == 1 or group in listed:
                await self._read(ef.GROUPS[group])
        self.facts = read_facts(self.data)
        self._tell(ef.SOD.name, 0, 0, self.facts)
        await self._read(ef.SOD)

    async def read_rest(self, examining: asyncio.Task[Examination]) -> None:
        """Keys of the chip, then the face: text long before the picture.

        The SOD is examined while the chip answers the first of these reads.
        """
        listed = listed_groups(self.data.get("COM"))
        for group in PROOF_GROUPS:
            if group in listed or group in (await examining).groups:  # a forger may hide it from EF.COM, not from there
                await self._read(ef.GROUPS[group])
        if self._request.portrait and _FACE_GROUP in listed | (await examining).groups:
            await self._read(ef.GROUPS[_FACE_GROUP])

    async def prove(self) -> Transcript:
        """Chip and Active Authentication, last: a chip that fails them has lost its session."""
        self._tell("check", 0, 0)
        return await self._steadily(lambda: let_prove(self._channel, self.data))

    async def _read(self, file: ef.FileId) -> None:
        """Read one file, if the chip has it. A broken one is left out, for it never loses the others."""
        started = time.perf_counter()
        files = FileReader(self._channel, self._habits)
        try:
            data = await self._steadily(lambda: files.find(file, self._teller(file)))
        except (Malformed, Refused):
            if file is _NEEDED:
                raise
            return
        if data is not None:
            self._keep(file.name, data, started)

    async def _steadily(self, work: Callable[[], Awaitable[_Result]]) -> _Result:
        """Do one thing; when session or contact is lost, again from its start in a new session."""
        while True:
            try:
                return await work()
            except DeviceError as error:
                if not self._may_restart(error):
                    raise
                await self._channel.restart()
                await open_chip(self._channel, self._request, self._habits)

    def _may_restart(self, error: DeviceError) -> bool:
        """Poor contact is worth another try; so is a lost session, if there is a smaller read size to try."""
        self._restarts += 1
        if isinstance(error, SessionLost):
            worth = self._habits.step_down()
        else:
            worth = error.fault is DeviceFault.CARD_UNREADABLE and not isinstance(error, Malformed | Refused)
        return worth and self._restarts <= _MAX_RESTARTS

    def _keep(self, name: str, data: bytes, started: float) -> None:
        self._done += len(data)
        self.files[name] = CardFile(name, data, 1000 * (time.perf_counter() - started))

    def _teller(self, file: ef.FileId) -> ef.OnBytes:
        return lambda done, total: self._tell(file.name, done, total)

    def _tell(self, step: str, done: int, total: int, facts: CardFacts | None = None) -> None:
        self._progress(ReadProgress(step, self._done + done, self._done + total, facts))
