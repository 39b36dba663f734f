"""A running reference portal and workers that deliver to it, for the tests of sync."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.backoff import Backoff
from sync.http_link import HttpLink
from sync.http_portal import HttpPortal
from sync.jws import SigningKey
from sync.link_settings import LinkSettings
from sync.outbox import Store
from sync.reference_portal.app import create_app
from sync.reference_portal.ports import ChipFindings
from sync.reference_portal.secrets import PortalSecrets
from sync.reference_portal.server import PortalServer
from sync.reference_portal.settings import EnrolledKiosk, PortalSettings
from sync.worker import Step, Worker, WorkerSettings
from tests.sync.envelopes import NOON, PORTAL_PRIVATE

KIOSK_KEY = SigningKey("K07-manifest-1", Ed25519PrivateKey.from_private_bytes(bytes([1] * 32)))
WATCH_TOKEN = "of-the-watch-room"
WATCHING = {"Authorization": f"Bearer {WATCH_TOKEN}"}
RECEIPT_KEY = SigningKey("receipt-1", Ed25519PrivateKey.from_private_bytes(bytes([2] * 32)))


class Clock:
    """A clock that tests turn."""

    def __init__(self, at: float = NOON.timestamp()) -> None:
        self.at = at

    def __call__(self) -> float:
        return self.at

    def pass_(self, seconds: float) -> None:
        self.at += seconds


class Validator:
    """Answers with the field `wrong` are disliked."""

    def problems(self, form: str, sha256: str, answers: Any, on: date) -> Sequence[tuple[str, str]]:
        return [("/wrong", "Chưa đúng")] if "wrong" in answers else []


class Verifier:
    """Finds every chip genuine whose transcript says so."""

    def judge(self, files: Mapping[str, bytes], transcript: bytes, at: datetime) -> ChipFindings:
        return ChipFindings("GENUINE" if transcript == b"proof" else "UNTRUSTED", {"files": str(len(files))}, ())


def portal_settings(folder: Path, **changed: Any) -> PortalSettings:
    """A portal that knows K07."""
    values: dict[str, Any] = {
        "folder": folder,
        "secrets": PortalSecrets(changed.pop("seal_keys", {"seal-1": PORTAL_PRIVATE}), RECEIPT_KEY, WATCH_TOKEN),
        "kiosks": {KIOSK_KEY.key_id: EnrolledKiosk("K07", KIOSK_KEY.private.public_key())},
    }
    return PortalSettings(**(values | changed))


def portal_server(folder: Path, port: int = 0, **changed: Any) -> PortalServer:
    """The reference portal on loopback, not yet started."""
    return PortalServer(create_app(portal_settings(folder, **changed), Validator(), Verifier(), lambda: NOON), port)


def http_portal(url: str, key: SigningKey = KIOSK_KEY, read_seconds: float = 10.0) -> HttpPortal:
    """A session of K07 with the portal at this address."""
    link = HttpLink(LinkSettings(url, loopback_http=True, connect_seconds=5.0, read_seconds=read_seconds))
    return HttpPortal(link, RECEIPT_KEY.public, key)


def worker(store: Store, url: str, clock: Clock, **changed: Any) -> Worker:
    """A worker without chance: it always waits the longest that its schedule allows."""

    def longest(_low: float, high: float) -> float:
        return high

    settings: dict[str, Any] = {
        "retry": Backoff(10.0, 3600.0, spread=longest),
        "pause": Backoff(2.0, 120.0, spread=longest),
    }
    wait = changed.pop("wait", None)
    return Worker(store, http_portal(url), WorkerSettings(**(settings | changed)), clock, wait)


def drain(one: Worker, most: int = 1000) -> list[Step]:
    """Step until nothing is left to do now."""
    steps = []
    for _ in range(most):
        steps.append(one.step())
        if steps[-1] in (Step.IDLE, Step.PAUSED):
            return steps
    raise AssertionError(f"still busy after {most} steps")
