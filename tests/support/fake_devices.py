"""Devices with behaviour: cards are laid and lifted, codes are shown, paper runs out, by the test's own hand."""

import asyncio
from types import MappingProxyType

from drivers.ports import (
    Access,
    AimHint,
    CardFacts,
    CardReading,
    DeviceError,
    DeviceFault,
    DeviceInfo,
    Finding,
    Findings,
    Paper,
    PrinterStatus,
    ReadProgress,
    ScannedCode,
    Verdict,
)

CODE = "000190000123||Trần Thị Mẫu|02091990|Nữ|Thôn 2, Xã Suối Trong, Huyện Đơn Dương, Lâm Đồng|20062021"
MRZ = ("IDVNM1900001232000190000123<<6", "9009022F3009021VNM<<<<<<<<<<<4", "TRAN<<THI<MAU<<<<<<<<<<<<<<<<<")
FIELDS = {
    1: ("000190000123",),
    2: ("Trần Thị Mẫu",),
    3: ("02/09/1990",),
    4: ("Nữ",),
    5: ("Việt Nam",),
    6: ("Kinh",),
    9: ("Thôn 2, Xã Suối Trong, Huyện Đơn Dương, Lâm Đồng",),
}


def reading(verdict=Verdict.ISSUER_UNKNOWN, fields=FIELDS, reasons=()):
    return CardReading(
        access=Access.PACE_CAN,
        facts=CardFacts(mrz=(), fields=MappingProxyType(dict(fields))),
        portrait=None,
        files=(),
        verdict=verdict,
        findings=Findings(Finding.OK, Finding.OK, Finding.UNKNOWN, Finding.OK),
        reasons=tuple(reasons),
        evidence=b"",
    )


class FakeCardReader:
    """A reader on which a card is laid with what reading it will bring: a CardReading or a DeviceFault."""

    def __init__(self):
        self._card = None
        self._changed = asyncio.Event()
        self.keys = []
        self.go = asyncio.Event()
        self.go.set()

    def lay(self, result):
        self._card = result
        self._changed.set()

    def lift(self):
        self._card = None
        self._changed.set()

    async def open(self):
        return DeviceInfo("fake", "fake", "here", simulated=True)

    async def close(self):
        pass

    async def wait_for_card(self):
        while self._card is None:
            self._changed.clear()
            await self._changed.wait()

    async def wait_for_removal(self):
        while self._card is not None:
            self._changed.clear()
            await self._changed.wait()

    def card_kind(self):
        return ""

    async def read(self, request, progress=lambda _: None):
        self.keys.append(request.key)
        result = self._card
        progress(ReadProgress("access", 0, 100))
        await self.go.wait()
        if isinstance(result, DeviceFault):
            raise DeviceError(result)
        progress(ReadProgress("DG13", 90, 100, result.facts))
        return result


class FakeScanner:
    """A scanner that sees what the test shows, only between start and stop."""

    def __init__(self):
        self._codes = asyncio.Queue()
        self.looking = False
        self.broken = False
        self.pictures = True

    def show(self, text):
        self._codes.put_nowait(text)

    async def open(self):
        return DeviceInfo("fake", "fake", "here", simulated=True)

    async def close(self):
        pass

    async def start(self):
        if self.broken:
            raise DeviceError(DeviceFault.NOT_CONNECTED)
        self.looking = True

    async def stop(self):
        self.looking = False

    async def next_code(self):
        return ScannedCode(await self._codes.get(), "fake")

    def latest_frame(self):
        return None

    def hint(self):
        return AimHint.NONE


class FakePrinter:
    """Keeps the pages it printed; `fault` makes the next ones fail."""

    width = 576

    def __init__(self):
        self.pages = []
        self.fault = None

    async def open(self):
        return DeviceInfo("fake", "fake", "here", simulated=True)

    async def close(self):
        pass

    async def status(self):
        return PrinterStatus(online=True, paper=Paper.OK)

    async def print(self, page):
        if self.fault is not None:
            raise DeviceError(self.fault)
        self.pages.append(page)
