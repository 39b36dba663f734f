"""The hall: a kiosk with a PN532, a camera and a printer on emulated lines, and a portal on loopback.

Everything between the kiosk and the emulators is what runs in a real hall: drivers, lines, queue, sync, portal.
"""

from __future__ import annotations

import base64
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from fastapi import FastAPI

from drivers.card.pn532.emulator import EmulatedPn532
from drivers.card.simulated.holder import Holder
from drivers.card.simulated.profiles import DEFAULT, Specimen, issue
from drivers.ports import Bitmap
from drivers.printer.escpos.emulator import Emulator as EmulatedPrinter
from drivers.printer.escpos.serving import on_pty
from kiosk import assembly
from kiosk.assembly import Kiosk
from kiosk.portal import portal_app
from kiosk.portal_link import signing_key
from kiosk.settings import Counter, Devices, Driver, Place, Portal, Settings
from kiosk.sync_settings import sync_settings
from sync.kiosk_keys import KeyUse
from sync.reference_portal import secrets
from sync.reference_portal.desk.accounts import Accounts, Role
from sync.reference_portal.server import PortalServer
from sync.reference_portal.settings import EnrolledKiosk, PortalSettings
from sync.reference_portal.tables import PortalDatabase
from sync.service import SyncService

PLACE = Place(
    centre="Trung tâm Phục vụ hành chính công xã Hoa Mai",
    authority="UBND XÃ HOA MAI",
    commune="xã Hoa Mai",
    province="tỉnh Lâm Đồng",
    help_desk="quầy 3",
)


class LoopbackPortal:
    """A portal that can go away and come back at the same address."""

    def __init__(self, make_app: Callable[[], FastAPI]) -> None:
        self._make_app = make_app
        self._server: PortalServer | None = None
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port: int = free.getsockname()[1]

    @property
    def url(self) -> str:
        """Where it answers when it is up."""
        return f"http://127.0.0.1:{self._port}"

    def up(self) -> None:
        """Serve."""
        if self._server is None:
            self._server = PortalServer(self._make_app(), self._port)
            self._server.start()

    def down(self) -> None:
        """Stop serving; harmless when it is down."""
        if self._server is not None:
            self._server.stop()
            self._server = None


def open_desk(portal: LoopbackPortal, settings: PortalSettings) -> str:
    """Make a clerk for this demonstration; return the desk's address and how to log in, in one line."""
    database = PortalDatabase(settings.database_url)
    try:
        accounts = Accounts(database, lambda: datetime.now(UTC))
        name, password = f"demo{token_hex(2)}", token_hex(6)
        accounts.add(name, password, Role.SUPERVISOR)
    finally:
        database.close()
    return f"{portal.url}/desk/  ({name} / {password})"


@dataclass
class Hall:
    """Everything in the room, in the hand of whoever shows it."""

    kiosk: Kiosk
    reader: EmulatedPn532
    printer: EmulatedPrinter
    card: Specimen
    portal: LoopbackPortal
    portal_settings: PortalSettings

    @property
    def slips(self) -> list[Bitmap]:
        """What the printer has cut off."""
        return self.printer.pages

    def show_code(self) -> None:
        """Hold the card before the camera: the simulated camera plays it whenever it is on."""

    def lay_card(self) -> None:
        """Lay the card on the reader."""
        self.reader.lay(self.card.chip)

    def take_card(self) -> None:
        """Take the card back."""
        self.reader.lift()


@asynccontextmanager
async def hall(
    state: Path,
    *,
    portal_up: bool = True,
    paced: bool = True,
    profile: str = DEFAULT,
    holder: Holder = Holder(),  # noqa: B008 – frozen
) -> AsyncIterator[Hall]:
    """Open the hall while the context lasts; all that is written lies in ``state/kiosk`` and ``state/portal``.

    `paced` lets line and radio take the time that real ones would; `profile` names the card (``kiosk card serve``),
    `holder` is the invented person it was issued to.
    """
    keys = secrets.load_or_make(state / "portal" / "keys")
    async with AsyncExitStack() as stack:
        reader, printer, card = EmulatedPn532(paced=paced), EmulatedPrinter(), issue(profile, holder)
        stack.callback(reader.stop)
        port = reader.start()
        slot = await stack.enter_async_context(on_pty(printer))
        settings = kiosk_settings(state, keys, port, slot, card, holder)
        portal_settings = enrolled(state / "portal", keys, settings)
        portal = LoopbackPortal(lambda: portal_app(portal_settings, settings.trust))
        stack.callback(portal.down)
        if portal_up:
            portal.up()
        settings = at_portal(settings, portal.url)
        kiosk = await stack.enter_async_context(assembly.running(settings))
        sync = SyncService(sync_settings(settings))
        sync.start()
        stack.callback(sync.stop)
        yield Hall(kiosk, reader, printer, card, portal, portal_settings)


def enrolled(folder: Path, keys: secrets.PortalSecrets, settings: Settings) -> PortalSettings:
    """Return a portal at which the kiosk is enrolled by its manifest key."""
    key = signing_key(settings, KeyUse.MANIFEST)
    known = {key.key_id: EnrolledKiosk(settings.kiosk, key.private.public_key())}
    slip = signing_key(settings, KeyUse.SLIP)
    slips = {slip.key_id: slip.private.public_key()}
    return PortalSettings(folder, keys, known, slip_keys=slips)


def at_portal(settings: Settings, url: str) -> Settings:
    """Return the settings with the portal's address."""
    return settings.model_copy(update={"portal": settings.portal.model_copy(update={"url": url})})


def card_code(holder: Holder) -> str:
    """Return what the QR code on a person's card says."""
    facts = (holder.number, "", holder.name, f"{holder.born:%d%m%Y}", holder.sex, holder.residence)
    return "|".join((*facts, f"{holder.issued:%d%m%Y}"))


def kiosk_settings(  # noqa: PLR0917 – what stands in the room
    state: Path, keys: secrets.PortalSecrets, port: str, slot: Path, card: Specimen, holder: Holder
) -> Settings:
    """Return the settings of the kiosk in the hall; ``state/kiosk/trust`` trusts the card's issuer."""
    trust = state / "kiosk" / "trust"
    trust.mkdir(parents=True, exist_ok=True)
    (trust / "csca.pem").write_text(card.csca, "ascii")
    return Settings(
        kiosk="K07",
        state=state / "kiosk",
        place=PLACE,
        devices=Devices(
            card_reader=Driver(driver="pn532", options={"port": port, "baud": 115200, "emulated": True}),
            code_scanner=Driver(driver="simulated", options={"text": card_code(holder)}),
            document_camera=Driver(driver="simulated"),
            receipt_printer=Driver(driver="escpos", options={"at": f"serial:{slot}", "emulated": True}),
            sound=Driver(driver="simulated"),
        ),
        portal=Portal(
            url="http://127.0.0.1:1",
            sealing_key=base64.b64encode(keys.sealing.public).decode(),
            sealing_key_id=keys.sealing.key_id,
            receipt_key=base64.b64encode(keys.receipt_key.private.public_key().public_bytes_raw()).decode(),
            receipt_key_id=keys.receipt_key.key_id,
        ),
        counters=(
            Counter(letter="A", name="Cư trú, căn cước", desk="quầy 1", groups=("noi-o", "can-cuoc-ho-chieu")),
            Counter(letter="B", name="Hộ tịch, chứng thực", desk="quầy 2", groups=("sinh-con", "ket-hon")),
            Counter(letter="C", name="Việc khác", desk="quầy 4"),
        ),
        trust=trust,
        drafts=True,
    )
