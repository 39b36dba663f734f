"""`kiosk sync`: the process that brings queued dossiers to the portal; systemd runs it beside the screen."""

from __future__ import annotations

import signal
import sys
from base64 import b64decode
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from sync.service import SyncSettings

app = typer.Typer(help="Gửi hồ sơ đã lưu lên cổng (dịch vụ nền). Deliver what is queued (a service).")


@app.callback(invoke_without_command=True)
def sync(
    settings: Annotated[Path, typer.Option(help="the kiosk's settings file")] = Path("/etc/kiosk/kiosk.toml"),
) -> None:
    """Deliver until stopped; exit 3 when another instance serves this queue, 2 when the settings cannot be used."""
    from kiosk.journal import configure
    from kiosk.settings import SettingsError, load
    from sync.service import AlreadyRunning, SyncService, notify_systemd

    try:
        loaded = load(settings)
    except SettingsError as error:
        print(f"Không dùng được cài đặt: {error}", file=sys.stderr)
        raise typer.Exit(2) from error
    configure(loaded.kiosk)
    service = SyncService(sync_settings(loaded))
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: service.request_stop())
    try:
        service.run(notify_systemd)
    except AlreadyRunning as error:
        print(f"Đã có một tiến trình gửi đang chạy: {error}", file=sys.stderr)
        raise typer.Exit(3) from error


def sync_settings(settings: Settings) -> SyncSettings:
    """What the sync process needs of a kiosk's settings. Raises ValueError for keys that are no keys."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from sync.http_link import LinkSettings
    from sync.kiosk_keys import KeyUse, load_or_make
    from sync.service import SyncSettings

    portal = settings.portal
    return SyncSettings(
        queue=settings.state / "outbox",
        link=LinkSettings(portal.url, portal.ca, portal.certificate, portal.key, loopback_http=True),
        receipt_keys={portal.receipt_key_id: Ed25519PublicKey.from_public_bytes(b64decode(portal.receipt_key))},
        kiosk_key=load_or_make(settings.state / "keys", settings.kiosk, KeyUse.MANIFEST),
    )
