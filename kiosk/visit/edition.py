"""What visits are served by: one version of the signed data and all that comes with it; a visit keeps its own."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from pathlib import Path

import structlog

import resources
from kiosk.settings import Settings, SettingsError, province_says, with_province
from kiosk.settings import Visit as Times
from kiosk.visit.clock import Clock
from kiosk.visit.library import Library
from sync.catalogue.portal_keys import read_portal_keys
from sync.catalogue.standing import Freshness, standing
from sync.catalogue.versions import CatalogueInUse
from sync.seal import PortalKey

log = structlog.get_logger()

UNREADABLE = (OSError, KeyError, TypeError, ValueError, AttributeError, RecursionError, SettingsError)
"""What data can raise that is not what it should be."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One version, read; `held` keeps it on the disk."""

    root: Path
    library: Library
    sealing: PortalKey
    times: Times
    held: CatalogueInUse | None = None


class Editions:
    """Finds the newest version whose content this program can serve: the catalogue's, or what was installed.

    All but `adopt` read the disk and belong in a thread.
    """

    def __init__(self, settings: Settings, clock: Clock, sealing: PortalKey) -> None:
        """`sealing` is the key of the settings, for a catalogue that brings none."""
        self._settings, self._clock, self._sealing = settings, clock, sealing
        self._folder = settings.state / "catalogue"
        self._lock = threading.Lock()
        self._ready: Edition | None = None
        self._refused: Path | None = None
        self.served = self._first()

    def newer(self) -> Edition | None:
        """Read the newest version when it is another than the one served; None when it is not, or cannot be served."""
        if self._settings.catalogue is None:
            return None
        with self._lock:
            if self._ready is not None and self._ready.held is not None:
                if not self._ready.held.has_newer:
                    return self._ready
                self._ready.held.close()
            held = CatalogueInUse(self._folder)
            if held.path in (None, self.served.root, self._refused):
                held.close()
                return None
            self._ready = self._read(held)
            return self._ready

    def adopt(self, edition: Edition) -> None:
        """Serve by this one from now on; the one before may go from the disk. Between two visits only."""
        before, self.served, self._ready = self.served, edition, None
        self._point_at_trust(edition)
        if before.held is not None:
            before.held.close()
        log.info("catalogue_changed", version=edition.root.name)

    def too_old(self) -> bool:
        """True when the catalogue is beyond its grace: no new visit should begin."""
        if self._settings.catalogue is None:
            return False
        return standing(self._folder, self._clock.now().timestamp()).freshness is Freshness.TOO_OLD

    def _first(self) -> Edition:
        held = CatalogueInUse(self._folder) if self._settings.catalogue is not None else None
        found = self._read(held) if held is not None and held.path is not None else None
        edition = found or read_edition(resources.path(), self._settings, self._clock, self._sealing)
        self._point_at_trust(edition)
        return edition

    def _read(self, held: CatalogueInUse) -> Edition | None:
        assert held.path is not None
        try:
            return read_edition(held.path, self._settings, self._clock, self._sealing, held)
        except UNREADABLE as error:
            log.error("catalogue_refused", code="content", error_type=type(error).__name__)
            self._refused = held.path
            held.close()
            return None

    def _point_at_trust(self, edition: Edition) -> None:
        link = self._settings.trust_anchors
        if self._settings.catalogue is None or link is None:
            return
        brought = edition.root / "trust"
        draft = link.with_suffix(".new")
        draft.unlink(missing_ok=True)
        draft.symlink_to(brought if brought.is_dir() else self._settings.trust or self._settings.state / "no-trust")
        draft.replace(link)


def read_edition(
    root: Path, settings: Settings, clock: Clock, sealing: PortalKey, held: CatalogueInUse | None = None
) -> Edition:
    """Read everything below `root`. Raises one of `UNREADABLE`; what was installed may have folders that are broken."""
    said = with_province(settings, province_says(root / "settings" / "kiosk.toml"))
    library = Library.load(root, clock.now().date(), drafts=settings.drafts, place=settings.place)
    if held is not None and library.problems:
        raise ValueError(f"{len(library.problems)} problems")
    keys = read_portal_keys(root)
    library = replace(library, signed=held is not None)
    return Edition(root, library, keys.sealing if keys else sealing, said.visit, held)
