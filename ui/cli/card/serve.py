"""`kiosk card serve`: offers a software card to any reader program, over TCP or as an emulated PN532."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.panel import Panel

from drivers.card.pn532.emulator import EmulatedPn532
from drivers.card.pn532.emulator_firmware import Modulation
from drivers.card.simulated.profiles import PROFILES, Profile, Specimen, issue
from drivers.card.simulated.recording import BadRecording, Recording
from drivers.card.simulated.replay import profile_of
from drivers.card.simulated.tcp_door import LOOPBACK, TcpDoor
from ui.cli.card import bench_options


def serve(  # noqa: PLR0917  the options of a verb are its arguments
    apdu_tcp: Annotated[
        int | None, typer.Option(help="cổng TCP trên máy này, 0: cổng trống · TCP port on loopback")
    ] = None,
    pn532_pty: Annotated[
        Path | None, typer.Option(help="tạo liên kết tới đầu đọc mô phỏng · link to an emulated PN532")
    ] = None,
    profile: Annotated[
        str, typer.Option(help="loại thẻ, hoặc tệp đã ghi; `list`: liệt kê · kind of card, or a recording")
    ] = "cccd-2021",
    step: Annotated[
        int | None, typer.Option(min=1, help="torn: lệnh mà thẻ rời đi · command at which it leaves")
    ] = None,
    holder: Annotated[
        Path | None, typer.Option(help="TOML: number, name, born… của người giữ thẻ bịa ra · invented holder")
    ] = None,
    paced: Annotated[
        bool, typer.Option(help="tốc độ thật của đường truyền và sóng · real speed of line and air")
    ] = True,
    lay_as: Annotated[Modulation, typer.Option(help="loại sóng của thẻ · how the card talks")] = Modulation.A,
    misbehave: Annotated[
        list[str] | None, typer.Option(help="đường truyền lỗi, thí dụ corrupt_every=7 · a bad line")
    ] = None,
) -> None:
    """Mô phỏng một thẻ chip cho đến khi bị dừng. Offer a software card until stopped (developers, testers)."""
    if profile == "list":
        _list_profiles()
        return
    if (apdu_tcp is None) == (pn532_pty is None):
        raise typer.BadParameter("một trong hai · one of --apdu-tcp PORT, --pn532-pty LINK")
    specimen = issue(_profile(profile), bench_options.holder(holder), step=step)
    if pn532_pty is not None:
        reader = EmulatedPn532(paced=paced, misbehaviour=bench_options.misbehaviour(misbehave or []))
        reader.lay(specimen.chip, lay_as)
        door = _pty(reader, pn532_pty)
    else:
        door = _tcp(specimen, apdu_tcp or 0)
    try:
        asyncio.run(_keep_open(specimen, door))
    except OSError as error:
        raise typer.BadParameter(error.strerror or str(error)) from error


def _profile(name: str) -> Profile:
    """A profile of the bench by name, or one recorded from a real card by its file."""
    if name in PROFILES:
        return PROFILES[name]
    try:
        return profile_of(Recording.load(Path(name).read_text("utf-8")))
    except FileNotFoundError as error:
        raise typer.BadParameter(f"{name}: {', '.join(PROFILES)}", param_hint="--profile") from error
    except (BadRecording, OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{name}: {error}", param_hint="--profile") from error


def _list_profiles() -> None:
    for name, profile in PROFILES.items():
        print(f"{name:22}{profile.about}")


@asynccontextmanager
async def _tcp(specimen: Specimen, port: int) -> AsyncIterator[str]:
    door = TcpDoor(specimen.chip)
    try:
        yield f"apdu-tcp://{LOOPBACK}:{await door.open(port)}"
    finally:
        await door.close()


@asynccontextmanager
async def _pty(reader: EmulatedPn532, link: Path) -> AsyncIterator[str]:
    try:
        yield f"serial:{reader.start(link)}"
    finally:
        reader.stop()


async def _keep_open(specimen: Specimen, door: AbstractAsyncContextManager[str]) -> None:
    """Announce the card once it can be reached, then wait for Ctrl-C or a stop signal."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    async with door as where:
        print(json.dumps(_announcement(specimen, where), ensure_ascii=False), flush=True)
        if sys.stderr.isatty():
            _explain(specimen, where)
        await stopped.wait()


def _announcement(specimen: Specimen, where: str) -> dict[str, object]:
    key = specimen.key
    return {
        "listen": where,
        "profile": specimen.profile,
        "can": specimen.can,
        "mrz": list(specimen.mrz),
        "bac": {"doc": key.document, "birth": key.birth, "expiry": key.expiry},
        "csca": specimen.csca,
        "crl": specimen.crl,
    }


def _explain(specimen: Specimen, where: str) -> None:
    key = specimen.key
    secret = f"--can {specimen.can}" if specimen.can else f"--mrz-key {key.document},{key.birth},{key.expiry}"
    text = (
        f"Thẻ mô phỏng [bold]{specimen.profile}[/] đang chờ tại [bold]{where}[/]\n"
        f"Đọc thử · read it:  [cyan]kiosk card read --transport {where} {secret}[/]\n"
        "Dừng · stop:  Ctrl-C"
    )
    Console(stderr=True).print(Panel(text, title="Thẻ mô phỏng, không phải thẻ thật", expand=False))
