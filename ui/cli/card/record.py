"""`kiosk card record`: writes down what a real card does, without what it says, so that the bench can play it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated, cast

import typer

from drivers.card.emrtd.trust import TrustStore
from drivers.card.link import CardLink
from drivers.card.simulated.recording import Recording
from drivers.card.simulated.redaction import record as record_card
from drivers.ports import CardReader, CardRequest, DeviceError
from ui.cli.card import secrets, show, transports


def record(
    file: Annotated[Path, typer.Argument(help="tệp ghi lại · file to write")],
    transport: Annotated[str, typer.Option(help=f"đầu đọc · reader: {transports.HELP}")],
    can: Annotated[str, typer.Option(help=secrets.CAN_HELP)] = "",
    mrz_key: Annotated[str, typer.Option(help=secrets.MRZ_HELP)] = "",
    portrait: Annotated[bool, typer.Option("--portrait", help="cả ảnh (DG2) · the face too")] = False,
) -> None:
    """Ghi lại cách một thẻ trả lời, không kèm dữ liệu cá nhân. Record how a card answers, without personal data."""
    request = CardRequest(secrets.key(can, mrz_key), portrait=portrait, allow_bac=bool(mrz_key))
    try:
        reader = transports.Transport.parse(transport).reader(TrustStore())
        recording = asyncio.run(_record(reader, request))
    except DeviceError as error:
        show.failure(error)
        raise typer.Exit(1) from error
    file.write_text(recording.dump(), "utf-8")
    print(f"{len(recording.exchanges)} lệnh → {file} (không có dữ liệu cá nhân · no personal data)")
    print(f"Chạy lại · replay:  kiosk card serve --apdu-tcp 0 --profile {file}")
    if recording.failure:
        print(f"Chưa đọc trọn · ended early: {recording.failure}")
        raise typer.Exit(1)


async def _record(reader: CardReader, request: CardRequest) -> Recording:
    with show.Progress() as screen:
        try:
            info = await reader.open()
            await reader.wait_for_card()
            link = cast(CardLink, reader)  # every card driver carries APDUs itself
            return await record_card(link, request, f"{info.driver}: {info.model}", screen.tell)
        finally:
            await reader.close()
