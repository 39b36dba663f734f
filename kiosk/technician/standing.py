"""Looks at what the kiosk keeps: queue, keys, certificate, catalogue, trust anchors, and how the portal answers."""

from __future__ import annotations

import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509

from kiosk.portal_link import link_settings, queue_folder
from kiosk.settings import Settings
from kiosk.technician.finding import Finding
from sync.catalogue.standing import standing
from sync.catalogue.versions import current
from sync.kiosk_keys import KeyUse
from sync.outbox.health import health
from sync.portal_probe import PROBE_SECONDS, Probe, probe
from sync.unlock import read_secret

_SKEW = 120.0
"""Seconds a clock may be off; beyond that signed words of the portal look old or early."""
_RENEW_DAYS = 30
"""Days left at which a 90-day certificate should long have been renewed."""
_DAY = 86_400.0


def check_database(settings: Settings) -> Iterator[Finding]:
    """The queue is whole and its SQLite is one that keeps it so."""
    said = health(queue_folder(settings))
    facts = {"sqlite": said.sqlite}
    if not said.sqlite_safe:
        yield Finding("database", "old_sqlite", facts)
    elif not said.sound:
        yield Finding("database", "damaged", facts)
    else:
        yield Finding("database", "ok" if said.present else "new", facts)


def check_keys(settings: Settings) -> Iterator[Finding]:
    """Both signing keys are there and nobody else may read them."""
    files = [settings.state / "keys" / f"{settings.kiosk}-{use}-1.key" for use in KeyUse]
    missing = [file.name for file in files if not file.exists()]
    open_ = [file.name for file in files if file.exists() and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]
    if missing:
        yield Finding("keys", "missing", {"files": ", ".join(missing)})
    else:
        yield Finding("keys", "readable" if open_ else "ok", {"files": ", ".join(open_)})


def check_unlock(settings: Settings) -> Iterator[Finding]:
    """Whether the help desk can let a technician in who has no PIN; agreed when the kiosk enrols."""
    try:
        agreed = bool(read_secret(settings.state / "keys", settings.kiosk))
    except OSError:
        yield Finding("unlock", "unreadable")
        return
    yield Finding("unlock", "ok" if agreed else "none")


def check_certificate(settings: Settings, now: datetime) -> Iterator[Finding]:
    """The enrolled certificate and how long it lasts; a portal on loopback needs none."""
    file = link_settings(settings).certificate
    if file is None:
        yield Finding("certificate", "loopback" if settings.portal.url.startswith("http://") else "none")
        return
    try:
        until = x509.load_pem_x509_certificate(file.read_bytes()).not_valid_after_utc
    except PermissionError:  # the screen's user: the key in the same file is for the sync process alone
        yield Finding("certificate", "private")
        return
    except (OSError, ValueError):
        yield Finding("certificate", "unreadable", {"file": str(file)})
        return
    days = (until - now).total_seconds() / _DAY
    outcome = "expired" if days <= 0 else "soon" if days < _RENEW_DAYS else "ok"
    yield Finding("certificate", outcome, {"days": int(days), "until": f"{until.astimezone():%d/%m/%Y}"})


def check_catalogue(settings: Settings, now: datetime) -> Iterator[Finding]:
    """How old the data in use are."""
    said = standing(settings.state / "catalogue", now.timestamp())
    facts = {"version": said.version, "days": int(said.age_seconds / _DAY)}
    if said.record.refused and settings.catalogue is not None:
        yield Finding("catalogue", "refused", facts | {"fault": said.record.refused})
    else:
        yield Finding("catalogue", said.freshness.value, facts)


def check_trust(settings: Settings) -> Iterator[Finding]:
    """The issuers whose cards are believed: the signed catalogue's, else those of the folder in the settings."""
    folder = _anchors(settings)
    files = sorted(folder.iterdir()) if folder is not None and folder.is_dir() else []
    local = folder is not None and settings.trust is not None and folder.resolve() == settings.trust.resolve()
    yield Finding("trust", "none" if not files else "ok" if local else "signed", {"count": len(files)})


def _anchors(settings: Settings) -> Path | None:
    """Where card readers look, or will look when the screen has run once."""
    in_use, version = settings.trust_anchors, current(settings.state / "catalogue")
    if settings.catalogue is None or (in_use is not None and in_use.exists()):
        return in_use
    return version / "trust" if version is not None and (version / "trust").is_dir() else settings.trust


def check_portal(settings: Settings, clock: Callable[[], float] = time.time) -> Iterator[Finding]:
    """Name, line, certificates and clock, by asking the portal once. Blocks; `clock` gives Unix seconds."""
    link = replace(link_settings(settings), connect_seconds=PROBE_SECONDS)
    yield from told_of_portal(probe(link, clock), settings.portal.url)


def told_of_portal(said: Probe, url: str) -> Iterator[Finding]:
    """What one try of the way to the portal found, step by step as far as it came."""
    facts: dict[str, str | int | float] = {"url": url, "milliseconds": round(said.milliseconds)}
    if said.address:
        yield Finding("portal", "name", {"name": urlsplit(url).hostname or "", "address": said.address})
    if said.answered and url.startswith("https://"):
        yield Finding("portal", "secure", facts)
    if said.skew_seconds is not None:
        skewed = abs(said.skew_seconds) > _SKEW
        yield Finding("portal", "skew" if skewed else "clock", {"seconds": round(said.skew_seconds)})
    yield Finding("portal", said.outcome.value if said.outcome else "ok", facts)
