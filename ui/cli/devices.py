"""`kiosk devices`: what is plugged in, what it is, whether it works, and when it goes; for the technician."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from ui.cli.doctor import show as show_finding
from ui.cli.settings_file import DEFAULT, SettingsFile, read_settings

if TYPE_CHECKING:
    from drivers.ports import CodeScanner, Device
    from kiosk.settings import Driver, Settings
    from kiosk.technician.finding import Finding

app = typer.Typer(no_args_is_help=True, help="Thiết bị: tìm, nhận dạng, thử, theo dõi. The devices.")

Json = Annotated[bool, typer.Option("--json", help="one object a line")]


@app.command("list")
def list_(settings: SettingsFile = DEFAULT, as_json: Json = False) -> None:
    """Mọi cổng, camera, máy in, đầu đọc thẻ: hãng, số máy, trình điều khiển. Không mở gì.

    Show every port, camera, printer and card reader with maker, serial number and drivers. Opens nothing.
    """
    from kiosk.settings import SettingsError, load
    from kiosk.technician.probing import list_devices

    known = None
    with contextlib.suppress(SettingsError):  # before the first settings there are none
        known = load(settings)
    found = list(list_devices(known))
    for one in found:
        _print(one, as_json)
    _leave(found)


@app.command()
def probe(as_json: Json = False) -> None:
    """Hỏi từng thiết bị đang cắm hợp trình điều khiển nào; cho sẵn dòng cấu hình.

    Ask everything that is plugged in which driver it answers to; gives the lines for the settings.
    """
    from kiosk.technician.probing import probe_devices

    _leave(asyncio.run(_told(probe_devices(), as_json)))


@app.command()
def test(  # noqa: PLR0917 – one argument an option
    name: Annotated[str, typer.Argument(help="a device of the settings, network, or all")] = "all",
    settings: SettingsFile = DEFAULT,
    can: Annotated[str, typer.Option(help="six digits printed on the test card")] = "",
    code: Annotated[bool, typer.Option("--code", help="draw a test code here for the scanner to read")] = False,
    paper_out: Annotated[bool, typer.Option("--paper-out", help="then open the printer's cover")] = False,
    as_json: Json = False,
) -> None:
    """Cho từng thiết bị làm việc một lần: đọc thẻ, mã, in, chụp; mã 1 khi có thiết bị không làm được.

    Let each device do its work once: read a card or a code, print, take pictures. Exit 1 when one cannot.
    """
    from kiosk.fitting import KINDS

    if name not in (*KINDS, "network", "all"):
        raise typer.BadParameter(", ".join((*KINDS, "network", "all")))
    wanted = [*KINDS, "network"] if name == "all" else [name]
    trials = _Trials(read_settings(settings), can, code=code, paper_out=paper_out)
    _leave(asyncio.run(_told(trials.run(wanted, only=name != "all"), as_json)))


@app.command()
def monitor(settings: SettingsFile = DEFAULT, as_json: Json = False) -> None:
    """Mở mọi thiết bị và báo khi mất hay có lại, đến khi dừng.

    Keep every device open and say when one goes or comes back, until interrupted.
    """
    from kiosk.technician.monitoring import monitor as watch

    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_told(watch(read_settings(settings)), as_json))


class _Trials:
    """Live tests of one run."""

    def __init__(self, settings: Settings, can: str, *, code: bool, paper_out: bool) -> None:
        self._settings = settings
        self._can = can
        self._code = code
        self._paper_out = paper_out

    async def run(self, names: list[str], *, only: bool) -> AsyncIterator[Finding]:
        """Test the named devices one after the other; with `only` a missing one is an error."""
        from kiosk.fitting import chosen
        from kiosk.technician.finding import Finding
        from kiosk.technician.standing import check_portal

        said = dict(chosen(self._settings))
        for name in names:
            if name == "network":
                for finding in await asyncio.to_thread(lambda: list(check_portal(self._settings))):
                    yield finding
            elif name in said:
                async for finding in self._device(name, said[name]):
                    yield finding
            elif only:
                yield Finding("live", "not_set", {}, name)

    async def _device(self, name: str, said: Driver) -> AsyncIterator[Finding]:
        from drivers.ports import DeviceError
        from kiosk.fitting import make
        from kiosk.technician.finding import Finding

        try:
            device = make(name, said, self._settings)
            await device.open()
        except DeviceError as error:
            yield Finding("device", error.fault.value, {"driver": said.driver, "detail": error.detail}, name)
            return
        try:
            async for finding in self._work(name, device):
                yield finding
        finally:
            await device.close()

    async def _work(self, name: str, device: Device) -> AsyncIterator[Finding]:
        from drivers.ports import CardReader, CodeScanner, ReceiptPrinter
        from kiosk.technician import live
        from kiosk.technician.finding import Finding

        can = self._can or self._settings.test_card
        if isinstance(device, CodeScanner) and self._code:
            yield await self._loopback(device)
        elif isinstance(device, CardReader) and not can:
            yield Finding("live", "no_can", {}, name)
        else:
            now = f"{datetime.now():%H:%M, %d/%m/%Y}"
            yield await live.try_device(name, device, can, lambda width: live.test_page(width, now))
        if isinstance(device, ReceiptPrinter) and self._paper_out:
            typer.echo("Mở nắp máy in. Open the printer's cover.", err=True)
            yield await live.try_paper_out(device)

    async def _loopback(self, scanner: CodeScanner) -> Finding:
        import sys

        import qrcode

        from kiosk.technician import live

        text = live.loopback_text()
        drawn = qrcode.QRCode(border=2)
        drawn.add_data(text)
        drawn.print_ascii(out=sys.stderr, invert=True)
        return await live.try_code(scanner, text)


async def _told(findings: AsyncIterator[Finding], as_json: bool) -> list[Finding]:
    """Print each finding as it comes."""
    kept = []
    async for one in findings:
        kept.append(one)
        _print(one, as_json)
    return kept


def _leave(found: list[Finding]) -> NoReturn:
    raise typer.Exit(1 if any(one.level == "bad" for one in found) else 0)


def _print(one: Finding, as_json: bool) -> None:
    if as_json:
        print(json.dumps(one.plain(), ensure_ascii=False), flush=True)
    else:
        show_finding(one)
