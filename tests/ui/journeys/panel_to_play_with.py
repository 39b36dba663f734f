"""Plays with the panel of the demonstration in a process of its own, since widgets want an application of their own.

Prints one JSON object: what the world looked like after each press.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit

os.environ.update(QT_QPA_PLATFORM="offscreen", QT_QUICK_BACKEND="software")

from PySide6.QtWidgets import QApplication

from kiosk.demo.outside import Outside
from sync.outbox import Outbox
from tests.sync.envelopes import envelope
from ui.touch.demo.panel import Panel


async def stored(folder: Path, add: int = 0) -> int:
    outbox = Outbox(folder)
    await outbox.open()
    for number in range(add):
        await outbox.enqueue(envelope(number + 1))
    waiting = (await outbox.counts()).waiting
    await outbox.close()
    return waiting


def answers(url: str) -> bool:
    parts = urlsplit(url)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as line:
        return line.connect_ex((parts.hostname, parts.port)) == 0


class Hand:
    """Stands where the reader's slot is and remembers what was laid there."""

    def __init__(self) -> None:
        self.laid: list[str] = []

    def watch(self, outside: Outside) -> None:
        names = {id(card.specimen.chip): name for name, card in outside.cards.items()}
        outside.reader.lay = lambda chip: self.laid.append(names[id(chip)])
        outside.reader.lift = lambda: self.laid.append("")


def play(folder: Path) -> dict[str, object]:
    outside, hand, seen = Outside(folder, portal_up=True), Hand(), {}
    outside.open()
    try:
        panel = Panel(outside)
        hand.watch(outside)
        for name in ("lay-mau", "lay-me", "lay-forged", "lay-expired", "lift", "code-me", "poster"):
            panel.button(name).click()
        panel.button("paper").click()
        seen["paper"] = outside.printer.paper.name
        seen["portal before"] = answers(outside.portal.url)
        panel.button("network").click()
        seen["portal after"] = answers(outside.portal.url)
        asyncio.run(stored(folder / "kiosk" / "outbox", add=2))
        before = {child.pid for child in outside._children}
        panel.button("power").click()
        seen["alive without power"] = [pid for pid in before if Path(f"/proc/{pid}").exists()]
        panel.button("power").click()
        seen["powered"] = outside.powered and before.isdisjoint(child.pid for child in outside._children)
        seen["waiting"] = asyncio.run(stored(folder / "kiosk" / "outbox"))
        return seen | {"laid": hand.laid}
    finally:
        outside.close()


if __name__ == "__main__":
    app = QApplication([])
    sys.stdout.write(json.dumps(play(Path(sys.argv[1]))))
