"""`kiosk card read`: reads a chip on any reader and shows what it says, how it was opened and what it is worth."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Annotated

import typer

from drivers.card.emrtd.trust import TrustStore
from drivers.ports import CardReader, CardReading, CardRequest, DeviceError, DeviceFault, ProgressSink
from ui.cli.card import secrets, show, transports
from ui.cli.card.trust import TRUST_FOLDER, TrustFolder


def read(  # noqa: PLR0917  the options of a verb are its arguments
    transport: Annotated[str, typer.Option(help=f"đầu đọc · reader: {transports.HELP}")],
    can: Annotated[str, typer.Option(help=secrets.CAN_HELP)] = "",
    mrz_key: Annotated[str, typer.Option(help=secrets.MRZ_HELP)] = "",
    portrait: Annotated[bool, typer.Option("--portrait", help="đọc cả ảnh (DG2) · read the face too")] = False,
    csca: Annotated[
        Path | None, typer.Option(exists=True, help="chỉ tin tệp này, lần này · trust this file only, once")
    ] = None,
    crl: Annotated[Path | None, typer.Option(exists=True, help="danh sách thu hồi · revocation list")] = None,
    trust: TrustFolder = TRUST_FOLDER,
    save: Annotated[Path | None, typer.Option(help="giữ các tệp gốc ở thư mục này · keep raw files here")] = None,
    baud: Annotated[int | None, typer.Option(help="tốc độ nhanh nhất · fastest speed to try (serial)")] = None,
    wait: Annotated[float, typer.Option(help="chờ thẻ bao nhiêu giây · seconds to wait for a card")] = 30.0,
    as_json: Annotated[bool, typer.Option("--json", help="một đối tượng JSON · one JSON object")] = False,
) -> None:
    """Đọc một thẻ chip. Read a chip card (technicians, integrators)."""
    request = CardRequest(secrets.key(can, mrz_key), portrait=portrait, allow_bac=bool(mrz_key))
    source = transports.Transport.parse(transport)
    screen = show.Progress() if not as_json else None
    began = time.monotonic()
    try:
        options = {} if baud is None else {"baud": baud}
        reader = source.reader(_trusted(csca, crl, trust), **options)
        reading = asyncio.run(_read(reader, request, wait, screen))
    except DeviceError as error:
        print(json.dumps(show.failure_object(error))) if as_json else show.failure(error)
        raise typer.Exit(1) from error
    if save is not None:
        try:
            _keep(reading, save)
        except OSError as error:
            raise typer.BadParameter(f"{save}: {error.strerror}", param_hint="--save") from error
    elapsed = time.monotonic() - began
    print(json.dumps(show.reading_object(reading, elapsed), ensure_ascii=False)) if as_json else show.reading(reading)


async def _read(reader: CardReader, request: CardRequest, wait: float, screen: show.Progress | None) -> CardReading:
    sink: ProgressSink = screen.tell if screen else lambda _: None
    shown: AbstractContextManager[object] = screen or nullcontext()
    with shown:
        try:
            await reader.open()
            async with asyncio.timeout(wait):
                await reader.wait_for_card()
            return await reader.read(request, sink)
        except TimeoutError as error:
            raise DeviceError(DeviceFault.CARD_REMOVED, f"no card within {wait:g} s") from error
        finally:
            await reader.close()


def _trusted(csca: Path | None, crl: Path | None, folder: Path) -> TrustStore:
    """The files named for this one reading, else the kiosk's own store."""
    if csca is not None:
        return TrustStore.load(csca, *([crl] if crl else []))
    return TrustStore.load(folder) if folder.is_dir() else TrustStore()


def _keep(reading: CardReading, folder: Path) -> None:
    """Write raw files and transcript where only their owner can read them."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    contents = {f"{file.name}.bin": file.data for file in reading.files} | {"transcript.cbor": reading.evidence}
    for name, data in contents.items():
        path = folder / name
        path.touch(mode=0o600)
        path.write_bytes(data)
