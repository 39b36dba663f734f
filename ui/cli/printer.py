"""`kiosk printer`: ask the receipt printer how it is, print a test page, or serve an emulated one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from drivers.ports import ReceiptPrinter

app = typer.Typer(no_args_is_help=True, help="Máy in phiếu: trạng thái, in thử, mô phỏng. The receipt printer.")

At = Annotated[str, typer.Option("--at", help="serial:/dev/…, tcp:HOST:PORT or file:/dev/usb/lp0")]
Width = Annotated[int, typer.Option(help="dots a line: 576 or 384")]
Baud = Annotated[int, typer.Option(help="of a serial line")]


@app.command()
def status(at: At, width: Width = 576, baud: Baud = 115_200) -> None:
    """Hỏi máy in và in một đối tượng JSON: online, paper, cover_open.

    Ask the printer and print one JSON object: online, paper, cover_open.
    """

    async def ask(printer: ReceiptPrinter) -> None:
        said = await printer.status()
        print(json.dumps({"online": said.online, "paper": said.paper, "cover_open": said.cover_open}))

    _run(_with_printer(at, width, baud, ask))


@app.command()
def test(at: At, width: Width = 576, baud: Baud = 115_200) -> None:
    """In trang thử có bề rộng, chữ và mã QR; mã 1 kèm lý do khi không được xác nhận.

    Print a page that shows width, letters and a QR code; exit 1 and the reason when it is not confirmed.
    """
    from kiosk.technician.live import test_page

    async def page(printer: ReceiptPrinter) -> None:
        await printer.print(test_page(printer.width, f"{datetime.now():%H:%M, %d/%m/%Y}"))
        print("Máy in báo đã in xong.")

    _run(_with_printer(at, width, baud, page))


@app.command()
def serve(
    folder: Annotated[Path, typer.Option(help="where printed pages go, as PNG files")],
    tcp: Annotated[int | None, typer.Option(help="TCP port on loopback; a pty without it")] = None,
    width: Width = 576,
) -> None:
    """Đóng vai máy in phiếu đến khi dừng: nói nơi nghe, giữ giấy thành ảnh.

    Be a receipt printer until interrupted: says where it listens, keeps its paper as pictures.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _run(_serve(folder, tcp, width))


async def _serve(folder: Path, tcp: int | None, width: int) -> None:
    from drivers.printer.escpos.emulator import Emulator
    from drivers.printer.escpos.serving import on_pty, on_tcp
    from drivers.printer.picture import to_png

    emulator = Emulator(width=width)
    kept = 0
    listening = on_pty(emulator) if tcp is None else on_tcp(emulator, port=tcp)
    async with listening as where:
        print(json.dumps({"at": f"serial:{where}" if tcp is None else f"tcp:127.0.0.1:{where}"}), flush=True)
        while True:
            for page in emulator.pages[kept:]:
                kept += 1
                (folder / f"page-{kept:03}.png").write_bytes(to_png(page))
            await asyncio.sleep(0.2)


async def _with_printer(at: str, width: int, baud: int, do: Callable[[ReceiptPrinter], Awaitable[None]]) -> None:
    from drivers.printer.escpos import create

    printer = create({"at": at, "width": width, "baud": baud})
    await printer.open()
    try:
        await do(printer)
    finally:
        await printer.close()


def _run(work: Coroutine[Any, Any, None]) -> None:
    from drivers.ports import DeviceError

    try:
        asyncio.run(work)
    except DeviceError as error:
        print(f"{error.fault}: {error.detail}" if error.detail else str(error.fault))
        raise typer.Exit(1) from error
    except KeyboardInterrupt:
        raise typer.Exit(0) from None
