"""`kiosk sync`: the process that brings queued dossiers to the portal; systemd runs it beside the screen."""

from __future__ import annotations

import hashlib
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING

import typer

from ui.cli.settings_file import DEFAULT, SettingsFile, read_settings

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from sync.service import Errand, SyncSettings
    from sync.telemetry import Spool

app = typer.Typer(help="Gửi hồ sơ đã lưu lên cổng (dịch vụ nền). Deliver what is queued (a service).")


@app.callback(invoke_without_command=True)
def sync(
    settings: SettingsFile = DEFAULT,
) -> None:
    """Deliver until stopped; exit 3 when another instance serves this queue, 2 when the settings cannot be used."""
    from kiosk.hardening import close_memory, say_only_types
    from kiosk.journal import recording
    from kiosk.sync_settings import sync_settings
    from sync.service import AlreadyRunning, SyncService
    from sync.systemd import notify_systemd

    loaded = read_settings(settings)
    close_memory()
    say_only_types()
    with recording(loaded.kiosk, loaded.state) as spool:
        wanted = sync_settings(loaded)
        service = SyncService(replace(wanted, errands=(*wanted.errands, *_errands(loaded, wanted, spool))))
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: service.request_stop())
        try:
            service.run(notify_systemd)
        except AlreadyRunning as error:
            print(f"Đã có một tiến trình gửi đang chạy: {error}", file=sys.stderr)
            raise typer.Exit(3) from error


def _errands(loaded: Settings, wanted: SyncSettings, spool: Spool | None) -> Iterator[Errand]:
    """What this process does beside sending dossiers."""
    from kiosk.visit.examine import examine
    from sync.catalogue.keeper import CatalogueKeeper, CatalogueSettings
    from sync.enrolment.renewal import Renewal
    from sync.kiosk_keys import KeyUse, public_keys
    from sync.telemetry.gauges import Gauges, Measured
    from sync.telemetry.sender import TelemetrySender

    folder = loaded.state / "catalogue"
    digest = hashlib.sha256(loaded.model_dump_json().encode()).hexdigest()
    measured = Measured(wanted.queue, folder, wanted.link.certificate, version("kiosk"), digest)
    yield lambda stop, store: Gauges(store, measured).run(stop)
    keys = {use: key for use in KeyUse for key in public_keys(loaded.state / "keys", use).values()}
    yield lambda stop, _: Renewal(wanted.link, keys).run(stop)
    if spool is not None:
        sender = TelemetrySender(spool, wanted.link)
        yield lambda stop, _: sender.run(stop)
    if loaded.catalogue is not None:
        said = loaded.catalogue
        keeping = CatalogueSettings(folder, said.root, said.path, lambda root: examine(root, date.today()))
        keeper = CatalogueKeeper(keeping, wanted.link)
        yield lambda stop, _: keeper.run(stop)
