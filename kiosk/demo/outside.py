"""The world around a kiosk that runs in processes of its own: cards, codes, printer, portal – and its power.

The kiosk's screen and its sync are two children in one process group on emulated lines; cutting the power kills the
group with SIGKILL. What it had stored is on its disk, and nothing else of it.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import tty
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from drivers.card.pn532.emulator import EmulatedPn532
from drivers.card.simulated.holder import Holder
from drivers.card.simulated.profiles import DEFAULT, Specimen, issue
from drivers.ports import Paper
from drivers.printer.escpos.emulator import Emulator as EmulatedPrinter
from drivers.printer.escpos.serving import on_pty
from kiosk.demo.hall import LoopbackPortal, at_portal, card_code, enrolled, kiosk_settings
from kiosk.identity.code_meaning import poster_text
from kiosk.portal import portal_app
from kiosk.portal_link import queue_folder
from kiosk.settings import Driver, Settings
from sync.outbox import Outbox
from sync.reference_portal import secrets

POSTER = "dang-ky-tam-tru"
_COUNT_EVERY = 1.0
"""Seconds between two looks into the queue."""
_KIOSK = (sys.executable, "-m", "ui.cli.main")
_MAU = Holder()
_MOTHER = Holder(
    number="000165000456",
    name="Lê Thị Nghiệm",
    born=date(1965, 5, 19),
    expires=date(2099, 12, 31),
    father="Lê Văn Mẫu",
    mother="Phạm Thị Thử",
)


@dataclass(frozen=True, slots=True)
class DemoCard:
    """A card on the table, and the code printed on it."""

    label: str
    specimen: Specimen
    code: str


def _cards() -> dict[str, DemoCard]:
    people = {
        "mau": ("Thẻ của bà Mẫu", DEFAULT, _MAU),
        "me": ("Thẻ của mẹ, bà Nghiệm", DEFAULT, _MOTHER),
        "forged": ("Thẻ giả: địa chỉ bị sửa", "bad-dg-hash", _MAU),
        "expired": ("Thẻ hết hạn", DEFAULT, replace(_MAU, issued=date(2014, 6, 20), expires=date(2024, 9, 2))),
    }
    return {key: DemoCard(label, issue(profile, who), card_code(who)) for key, (label, profile, who) in people.items()}


class Outside:
    """In the hand of whoever plays with the panel; made and closed in one thread, `run` lives in another."""

    def __init__(self, folder: Path, *, portal_up: bool = True, window: str = "540x960") -> None:
        self.cards = _cards()
        self.reader = EmulatedPn532()
        self.printer = EmulatedPrinter()
        self.waiting = 0
        """Dossiers that lie in the kiosk's queue."""
        self._folder = folder
        self._portal_up = portal_up
        self._window = window
        self._children: list[subprocess.Popen[bytes]] = []
        self._scanner, self._scanner_end = os.openpty()
        tty.setraw(self._scanner_end)
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._ending = asyncio.Event()
        self._thread = threading.Thread(target=lambda: self._loop.run_until_complete(self._live()), name="outside")

    def open(self) -> None:
        """Set everything up and switch the kiosk on."""
        self._thread.start()
        self._ready.wait()
        self.power_on()

    def close(self) -> None:
        """Switch everything off."""
        self.power_off()
        self._loop.call_soon_threadsafe(self._ending.set)
        self._thread.join()
        os.close(self._scanner)
        os.close(self._scanner_end)

    # --- what a hand does ---

    def lay(self, card: str) -> None:
        """Lay a card on the reader; one that lies there is taken away."""
        self.reader.lay(self.cards[card].specimen.chip)

    def lift(self) -> None:
        """Take the card away."""
        self.reader.lift()

    def show_code(self, card: str) -> None:
        """Hold a card's code before the scanner."""
        self._scan(self.cards[card].code)

    def show_poster(self) -> None:
        """Hold a procedure's poster before the scanner."""
        self._scan(poster_text(POSTER))

    def paper(self, there: bool) -> None:
        """Put paper into the printer, or let it run out."""
        self.printer.paper = Paper.OK if there else Paper.OUT

    def network(self, there: bool) -> None:
        """Let the portal be reached, or not."""
        (self.portal.up if there else self.portal.down)()

    def power_on(self) -> None:
        """Start the kiosk's processes; returns when the first picture is painted."""
        settings = ("--settings", str(self._file))
        screen = self._start(*_KIOSK, "run", *settings, "--window", self._window, "--announce-first-frame", group=0)
        self._start(*_KIOSK, "sync", *settings, group=screen.pid)
        if screen.stdout is not None:
            screen.stdout.readline()

    def power_off(self) -> None:
        """Kill both processes at once, as when the plug is pulled."""
        children, self._children = self._children, []
        if children:
            os.killpg(children[0].pid, signal.SIGKILL)
        for child in children:
            child.wait()
            if child.stdout is not None:
                child.stdout.close()

    @property
    def powered(self) -> bool:
        """The kiosk's screen runs."""
        return bool(self._children) and self._children[0].poll() is None

    def _start(self, *command: str, group: int) -> subprocess.Popen[bytes]:
        with (self._folder / "kiosk" / "journal.log").open("ab") as journal:
            child = subprocess.Popen(command, process_group=group, stdout=subprocess.PIPE, stderr=journal)
        self._children.append(child)
        return child

    def _scan(self, text: str) -> None:
        os.write(self._scanner, text.encode() + b"\r\n")

    # --- what lives beside the hand ---

    async def _live(self) -> None:
        async with AsyncExitStack() as stack:
            stack.callback(self.reader.stop)
            slot = await stack.enter_async_context(on_pty(self.printer))
            settings = self._settings(self.reader.start(), slot)
            stack.callback(self.portal.down)
            outbox = Outbox(queue_folder(settings))
            await outbox.open()
            stack.push_async_callback(outbox.close)
            self._ready.set()
            await self._count(outbox)

    def _settings(self, reader: str, slot: Path) -> Settings:
        keys = secrets.load_or_make(self._folder / "portal" / "keys")
        mau = self.cards["mau"].specimen
        settings = kiosk_settings(self._folder, keys, reader, slot, mau, _MAU)
        for name, card in self.cards.items():
            (self._folder / "kiosk" / "trust" / f"{name}.pem").write_text(card.specimen.csca, "ascii")
        scanner = Driver(driver="serial_scanner", options={"port": os.ttyname(self._scanner_end), "emulated": True})
        devices = settings.devices.model_copy(update={"code_scanner": scanner})
        self.portal_settings = enrolled(self._folder / "portal", keys, settings)
        self.portal = LoopbackPortal(lambda: portal_app(self.portal_settings, settings.trust))
        if self._portal_up:
            self.portal.up()
        settings = at_portal(settings.model_copy(update={"devices": devices}), self.portal.url)
        self._file = self._folder / "kiosk" / "kiosk.toml"
        self._file.write_text(toml(settings.model_dump(mode="json", exclude_none=True)), "utf-8")
        return settings

    async def _count(self, outbox: Outbox) -> None:
        while not self._ending.is_set():
            self.waiting = (await outbox.counts()).waiting
            try:
                async with asyncio.timeout(_COUNT_EVERY):
                    await self._ending.wait()
            except TimeoutError:
                continue


def toml(said: dict[str, Any]) -> str:
    """Write settings as a TOML file: plain values first, then tables (https://toml.io/en/v1.0.0)."""
    return "\n".join(_lines(said, ""))


def _lines(said: dict[str, Any], path: str) -> list[str]:
    tables = {key: value for key, value in said.items() if isinstance(value, dict)}
    lines = [f"{key} = {_value(value)}" for key, value in said.items() if key not in tables]
    for key, table in tables.items():
        lines += [f"[{path}{key}]", *_lines(table, f"{path}{key}.")]
    return lines


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key} = {_value(each)}' for key, each in value.items())}}}"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return str(value)
