"""What staff print: a slip again, the day's report, the list that goes with the post. No name, no ID number on any."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from kiosk.procedures.catalogue import Catalogue
from kiosk.procedures.procedure import Filing
from kiosk.receipts import SlipText, render_slip
from kiosk.receipts.tables import DayReport, HandoverList, render_handover_list, render_report
from kiosk.settings import Place
from kiosk.visit.clock import Clock, local
from kiosk.visit.desk.view import Pile
from kiosk.visit.printing import Draw
from sync.jws import SigningKey
from sync.outbox import Entry, Outbox, State
from sync.outbox.counter import manifest_of, newest
from sync.receipt_token import facts_of, issue

_MOST = 1_000
"""Dossiers of a day that a printed list has room for."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """Draws what staff print on this kiosk."""

    kiosk: str
    place: Place
    outbox: Outbox
    slip_key: SigningKey
    catalogue: Callable[[], Catalogue]
    """The one visits are served by now."""
    clock: Clock

    async def slip(self, number: str) -> Draw | None:
        """Return what draws a local number's slip as a marked copy, None when this kiosk does not hold it."""
        entry = await self.outbox.find_number(number)
        if entry is None:
            return None
        manifest = await self.outbox.ask(lambda store: manifest_of(store, entry.submission_id))
        procedure = self.catalogue().find_code(entry.procedure)
        return partial(
            render_slip,
            SlipText(
                authority=self.place.authority,
                centre=self.place.centre,
                kiosk=self.kiosk,
                state=entry.state.value,
                local_number=entry.local_number,
                procedure=procedure.name if procedure else entry.procedure,
                procedure_code=entry.procedure,
                filed_at=local(entry.stored_at),
                code=issue(facts_of(manifest), self.slip_key.private, self.slip_key.key_id),
                help_desk=self.place.help_desk,
                dossier_code=entry.dossier_code,
                sign_at_desk=manifest.particulars.filing is Filing.DESK,
                copied_at=self.clock.now(),
            ),
        )

    async def report(self, figures: Mapping[str, str]) -> Draw:
        """Return what draws today's report; `figures` are words and values that the board shows too."""
        entries = await self._today()
        counts = {pile: sum(1 for one in entries if one.state in pile.states) for pile in Pile}
        by_procedure: dict[str, int] = {}
        for one in entries:
            name = self._name(one)
            by_procedure[name] = by_procedure.get(name, 0) + 1
        now = self.clock.now()
        states = {"Chờ gửi": counts[Pile.WAITING], "Bị trả lại": counts[Pile.RETURNED], "Đã gửi": counts[Pile.SENT]}
        said = DayReport(self.place.centre, self.kiosk, now, states, by_procedure, figures)
        return partial(render_report, said)

    async def post_list(self) -> Draw:
        """Return what draws the list of today's dossiers, to be signed by the centre and by the post."""
        entries = [(one.local_number, self._name(one)) for one in reversed(await self._today())]
        return partial(render_handover_list, HandoverList(self.place.centre, self.kiosk, self.clock.now(), entries))

    async def _today(self) -> Sequence[Entry]:
        midnight = self.clock.now().replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
        return await self.outbox.ask(lambda store: newest(store, State, midnight, _MOST))

    def _name(self, entry: Entry) -> str:
        procedure = self.catalogue().find_code(entry.procedure)
        return procedure.short_name if procedure else entry.procedure
