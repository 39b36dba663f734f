"""`kiosk demo`: the whole kiosk with emulated devices and a portal on loopback; for whoever wants to see it work."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kiosk.demo.citizen import Citizen, Walked

app = typer.Typer(help="Cả hệ thống với thiết bị mô phỏng. The whole kiosk with emulated devices.")
PROCEDURE = "xac-nhan-thong-tin-cu-tru"


@app.command()
def demo(  # noqa: PLR0917 – one argument an option
    headless: Annotated[bool, typer.Option("--headless", help="no screen: scripted citizens")] = False,
    visits: Annotated[int, typer.Option(min=1, help="how many visits (headless)")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="one object a line (headless)")] = False,
    portal: Annotated[str, typer.Option(help="up, or down: dossiers then wait in the queue")] = "up",
    state: Annotated[Path | None, typer.Option(help="keep all that is written in DIR/kiosk and DIR/portal")] = None,
    marker: Annotated[str, typer.Option(help="typed into the first free-text field of each form")] = "",
    procedure: Annotated[str, typer.Option(help="slug of the procedure")] = PROCEDURE,
) -> None:
    """Mở máy trong cửa sổ; không có màn hình thì tự đi một lượt và chỉ nơi để ảnh.

    Open the kiosk in a window; without a display walk one visit offscreen and say where the pictures are.
    """
    if portal not in ("up", "down"):
        raise typer.BadParameter("up or down", param_hint="--portal")
    kept = nullcontext(str(state)) if state else tempfile.TemporaryDirectory(prefix="kiosk-demo-")
    with kept as folder:
        place = Path(folder)
        _journal_into(place)
        if not headless:
            _window(place, portal == "up")
            return
        tour = _Tour(visits, portal == "up", marker, procedure, as_json)
        raise typer.Exit(0 if asyncio.run(tour.walk(place)) else 1)


@dataclass(frozen=True)
class _Tour:
    """Visits of scripted citizens, one after the other."""

    visits: int
    portal_up: bool
    marker: str
    procedure: str
    as_json: bool

    async def walk(self, folder: Path) -> bool:
        """Walk all visits; True when each came as far as the portal allows."""
        from kiosk.demo.citizen import Citizen
        from kiosk.demo.hall import hall
        from kiosk.visit.clock import SystemClock

        async with hall(folder, portal_up=self.portal_up) as room:
            if self.procedure not in {one.slug for one in room.kiosk.library.catalogue.all()}:
                print(f"Không có thủ tục {self.procedure}. No such procedure.", file=sys.stderr)
                return False
            citizen = Citizen(room.kiosk.visit, room, SystemClock(), marker=self.marker)
            good = [await self._visit(citizen) for _ in range(self.visits)]
        if not self.portal_up:
            print(f"Portal down: {sum(good)} stored, waiting to be sent.", file=sys.stderr)
        return all(good)

    async def _visit(self, citizen: Citizen) -> bool:
        from kiosk.demo.citizen import Stuck
        from kiosk.visit.snapshot import Delivery

        try:
            walked = await citizen.walk(self.procedure, Delivery.ACCEPTED if self.portal_up else Delivery.QUEUED)
        except Stuck as stuck:
            print(json.dumps({"procedure": self.procedure, "state": "stuck", "reason": str(stuck)}), flush=True)
            return False
        print(json.dumps(asdict(walked), ensure_ascii=False) if self.as_json else _sentence(walked), flush=True)
        return True


def _sentence(walked: Walked) -> str:
    code = f", mã hồ sơ {walked.dossier_code}" if walked.dossier_code else ""
    return f"{walked.local_number}: {walked.state}{code} ({sum(walked.ms.values()) / 1000:.1f} s)"


def _journal_into(folder: Path) -> None:
    from kiosk import journal

    (folder / "kiosk").mkdir(parents=True, exist_ok=True)
    journal.configure("K07", (folder / "kiosk" / "journal.log").open("a", encoding="utf-8"))


def _window(folder: Path, portal_up: bool) -> None:
    from ui.touch.demo.showing import show

    displayed = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    show(folder, portal_up=portal_up, offscreen=not displayed)
