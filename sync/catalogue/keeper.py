"""Keeps the catalogue up to date while the kiosk runs: asks every hour, and writes what came of it to the journal."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import structlog

from sync.catalogue.client import Examine, refresh
from sync.catalogue.errors import CatalogueError
from sync.catalogue.sources import LinkSource
from sync.http_link import HttpLink
from sync.link_settings import LinkSettings

EVERY = 3600.0
"""Seconds between two questions; one costs three small files."""

log = structlog.get_logger("sync")


@dataclass(frozen=True, slots=True)
class CatalogueSettings:
    """What keeping needs."""

    folder: Path
    anchor: Path
    """The publisher's first ``root.json``."""
    path: str
    examine: Examine


class CatalogueKeeper:
    """One of the things the sync process does beside sending; `run` belongs in a thread of its own."""

    def __init__(self, settings: CatalogueSettings, link: LinkSettings, clock: Callable[[], float] = time.time) -> None:
        self._settings, self._link, self._clock = settings, link, clock

    def run(self, stop: Event) -> None:
        """Ask at once and then every hour until told to stop; no failure leaves it."""
        while not stop.is_set():
            self.ask()
            stop.wait(EVERY)

    def ask(self) -> None:
        """Ask once."""
        said = self._settings
        try:
            with closing(HttpLink(self._link)) as link:
                source = LinkSource(link, said.path)
                taken = refresh(said.folder, said.anchor.read_bytes(), source, said.examine, self._clock())
        except CatalogueError as error:
            log.warning("catalogue_refused", code=str(error.fault))
        except OSError:
            log.error("catalogue_refused", code="no_root")
        else:
            log.info("catalogue_changed" if taken.changed else "catalogue_confirmed", version=str(taken.version))
