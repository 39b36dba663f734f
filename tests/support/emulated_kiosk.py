"""A kiosk with emulated devices and a portal on loopback, not yet running: for the tests of technicians' tools."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from drivers.card.pn532.emulator import EmulatedPn532
from drivers.card.simulated.profiles import Specimen, issue
from drivers.printer.escpos.emulator import Emulator as EmulatedPrinter
from drivers.printer.escpos.serving import on_pty
from kiosk.settings import Devices, Driver, Place, Portal, Settings
from sync.kiosk_keys import KeyUse, load_or_make
from sync.reference_portal import secrets
from sync.reference_portal.app import create_app
from sync.reference_portal.server import PortalServer
from sync.reference_portal.settings import PortalSettings
from tests.sync.portals import Validator, Verifier

PLACE = Place(
    centre="Trung tâm Phục vụ hành chính công xã Hoa Mai",
    authority="UBND XÃ HOA MAI",
    commune="xã Hoa Mai",
    province="tỉnh Lâm Đồng",
)


@dataclass(frozen=True)
class EmulatedKiosk:
    settings: Settings
    reader: EmulatedPn532
    printer: EmulatedPrinter
    card: Specimen
    portal: PortalServer


@asynccontextmanager
async def emulated_kiosk(folder: Path) -> AsyncIterator[EmulatedKiosk]:
    """Plug the devices in and serve the portal while the context lasts."""
    keys = secrets.load_or_make(folder / "portal" / "keys")
    async with AsyncExitStack() as stack:
        reader, printer, card = EmulatedPn532(), EmulatedPrinter(), issue()
        stack.callback(reader.stop)
        port = reader.start(folder / "reader")  # a name of its own: a pty's number is soon another program's
        slot = await stack.enter_async_context(on_pty(printer))
        portal_settings = PortalSettings(folder / "portal", keys, {})
        portal = PortalServer(create_app(portal_settings, Validator(), Verifier()))
        stack.callback(portal.stop)
        portal.start()
        settings = _settings(folder / "kiosk", keys, portal.url, port, slot)
        assert settings.trust is not None
        settings.trust.mkdir(parents=True)
        (settings.trust / "csca.pem").write_text(card.csca, "ascii")
        for use in KeyUse:
            load_or_make(settings.state / "keys", settings.kiosk, use)
        yield EmulatedKiosk(settings, reader, printer, card, portal)


def _settings(state: Path, keys: secrets.PortalSecrets, url: str, port: str, slot: Path) -> Settings:
    receipt = keys.receipt_key.private.public_key().public_bytes_raw()
    return Settings(
        kiosk="K07",
        state=state,
        place=PLACE,
        trust=state / "trust",
        devices=Devices(
            card_reader=Driver(driver="pn532", options={"port": port, "baud": 115200, "emulated": True}),
            code_scanner=Driver(driver="simulated"),
            document_camera=Driver(driver="simulated"),
            receipt_printer=Driver(driver="escpos", options={"at": f"serial:{slot}", "emulated": True}),
        ),
        portal=Portal(
            url=url,
            sealing_key=base64.b64encode(keys.sealing.public).decode(),
            sealing_key_id=keys.sealing.key_id,
            receipt_key=base64.b64encode(receipt).decode(),
            receipt_key_id=keys.receipt_key.key_id,
        ),
    )
