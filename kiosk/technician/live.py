"""Live tests: each device does its work once, before a person who sees it; works on devices that are open."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from secrets import token_hex
from statistics import fmean

from drivers.ports import (
    Bitmap,
    Can,
    CardReader,
    CardRequest,
    CodeScanner,
    Device,
    DeviceError,
    DocumentCamera,
    Frame,
    Manner,
    Outlet,
    Paper,
    ReceiptPrinter,
    Sound,
)
from kiosk.devices import looking
from kiosk.receipts.sheet import Sheet
from kiosk.technician.finding import Finding

WAIT = 30.0
"""Seconds for the person to lay a card, show a code, open a cover."""
LOOKING = 2.0
"""Seconds over which a camera's pictures are counted."""
_DARK, _BRIGHT = 40, 225
"""Mean green of a picture (0…255) under which faces of paper drown in noise, over which print is washed out."""
_SLOW = 5
"""Pictures a second under which aiming becomes guesswork."""
_POLL = 0.25
_SENTENCE = "Đây là giọng đọc của máy."

Sleep = Callable[[float], Awaitable[None]]


def loopback_text() -> str:
    """A code for our own screen that no card carries."""
    return f"KIOSK-LOOPBACK-{token_hex(4)}"


async def try_card(reader: CardReader, can: str, wait: float = WAIT) -> Finding:
    """Read a test card with its CAN: kind, PACE, speed, verdict, nothing that it says; without CAN see a card."""
    began = time.monotonic()
    try:
        async with asyncio.timeout(wait):
            await reader.wait_for_card()
        if not can:
            return Finding("live", "card_seen", {"milliseconds": _since(began)} | _kind(reader), "card_reader")
        began = time.monotonic()
        reading = await reader.read(CardRequest(Can(can)))
    except TimeoutError:
        return Finding("device", "card_removed", {}, "card_reader")
    except DeviceError as error:
        return _failed("card_reader", DeviceError(error.fault, f"{error.detail} {reader.card_kind()}".strip()))
    facts = {"access": reading.access.value, "milliseconds": _since(began), "verdict": reading.verdict.value}
    return Finding("live", "card_read", facts | _kind(reader), "card_reader")


def _kind(reader: CardReader) -> dict[str, str | int | float]:
    return {"kind": reader.card_kind() or "–"}


async def try_code(scanner: CodeScanner, text: str, wait: float = WAIT) -> Finding:
    """See whether the scanner reads `text` from a screen; a code of anything else counts only as seen."""
    other = False
    began = time.monotonic()
    try:
        async with looking(scanner), asyncio.timeout(wait):
            while (code := await scanner.next_code()).text != text:
                other = True
    except TimeoutError:
        return Finding("live", "code_other" if other else "code_missing", {"seconds": round(wait)}, "code_scanner")
    except DeviceError as error:
        return _failed("code_scanner", error)
    return Finding("live", "code_read", {"engine": code.engine, "milliseconds": _since(began)}, "code_scanner")


async def try_printer(printer: ReceiptPrinter, page: Callable[[int], Bitmap]) -> Finding:
    """Print `page` (made for a width in dots) and ask whether it came out."""
    began = time.monotonic()
    try:
        await printer.print(page(printer.width))
    except DeviceError as error:
        return _failed("receipt_printer", error)
    return Finding("live", "printed", {"milliseconds": _since(began)}, "receipt_printer")


async def try_paper_out(printer: ReceiptPrinter, wait: float = WAIT, sleep: Sleep = asyncio.sleep) -> Finding:
    """See whether the printer tells of it when the person opens the cover or takes the roll out."""
    looks = max(1, round(wait / _POLL))
    for _ in range(looks):
        try:
            said = await printer.status()
        except DeviceError as error:
            return _failed("receipt_printer", error)
        if said.cover_open or said.paper is Paper.OUT:
            return Finding("live", "paper_out_seen", {}, "receipt_printer")
        await sleep(_POLL)
    return Finding("live", "paper_out_missed", {"seconds": round(wait)}, "receipt_printer")


async def try_camera(
    name: str, camera: DocumentCamera | CodeScanner, seconds: float = LOOKING, sleep: Sleep = asyncio.sleep
) -> Finding:
    """Count pictures and measure their light; no picture is kept."""
    frames: dict[float, int] = {}
    width = height = 0
    try:
        async with looking(camera):
            for _ in range(round(seconds / 0.02)):
                await sleep(0.02)
                if (frame := camera.latest_frame()) is not None and frame.at not in frames:
                    frames[frame.at], width, height = _light(frame), frame.width, frame.height
    except DeviceError as error:
        return _failed(name, error)
    if not frames:
        blind = isinstance(camera, CodeScanner) and not camera.pictures
        return Finding("live", "no_preview" if blind else "no_picture", {}, name)
    span = max(frames) - min(frames)
    fps = round((len(frames) - 1) / span, 1) if span else 0.0
    facts = {"light": round(fmean(frames.values())), "fps": fps, "width": width, "height": height}
    return Finding("live", _judge(facts["light"], fps), facts, name)


def _judge(light: float, fps: float) -> str:
    if fps < _SLOW:
        return "camera_slow"
    return "camera_dark" if light < _DARK else "camera_bright" if light > _BRIGHT else "camera_good"


def _light(frame: Frame) -> int:
    """Mean of the green channel over some thousand points."""
    return round(fmean(frame.bgr[1 :: 3 * 101]))


async def try_sound(sound: Sound) -> Finding:
    """Say a sentence for the person to hear."""
    try:
        await sound.speak(_SENTENCE, Manner(Outlet.LOUDSPEAKER))
    except DeviceError as error:
        return _failed("sound", error)
    return Finding("live", "sound_heard", {}, "sound")


async def try_device(name: str, device: Device, can: str, page: Callable[[int], Bitmap], wait: float = WAIT) -> Finding:
    """The test that needs no more than pressing a button, for a device by its name in the settings."""
    if isinstance(device, CardReader):
        return await try_card(device, can, wait)
    if isinstance(device, ReceiptPrinter):
        return await try_printer(device, page)
    if isinstance(device, Sound):
        return await try_sound(device)
    assert isinstance(device, CodeScanner | DocumentCamera)
    return await try_camera(name, device)


def test_page(width: int, now: str) -> Bitmap:
    """A page that shows width, hard letters and a code."""
    sheet = Sheet(width)
    sheet.title("TRANG IN THỬ", 38)
    sheet.banner(f"{width} chấm một dòng", 30)
    sheet.space(12)
    for text in ("Ỗ ễ ặ Ự ỹ Đ đ ƀ č ĕ ŏ ŭ ñ", "0123456789 KTN1: ••• 123", now):
        sheet.line(text, 26, centred=True)
    sheet.rule()
    sheet.code("KIOSK TEST PAGE")
    return sheet.bitmap()


def _failed(name: str, error: DeviceError) -> Finding:
    return Finding("device", error.fault.value, {"driver": "", "detail": error.detail}, name)


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
