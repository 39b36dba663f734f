"""A document camera that sees what the test lays before it."""

from drivers.ports import DeviceError, DeviceInfo, PaperAdvice, PaperPage


class FakeDocumentCamera:
    """Takes the sheets of `lying` one after the other: a page, an advice, or a fault."""

    def __init__(self):
        self.lying = []
        self.looking = False
        self.bound = []

    def lay(self, *sheets):
        self.lying += sheets

    async def open(self):
        return DeviceInfo("fake", "fake", "here", simulated=True)

    async def close(self):
        self.looking = False

    async def start(self):
        self.looking = True

    async def stop(self):
        self.looking = False

    async def take(self):
        sheet = self.lying.pop(0) if self.lying else PaperAdvice.NO_SHEET
        if isinstance(sheet, DeviceError):
            raise sheet
        return sheet

    def latest_frame(self):
        return None

    async def bind(self, pages, label):
        self.bound.append((label, tuple(pages)))
        return b"%PDF-1.7 " + b"".join(page.jpeg for page in pages)


def page(text):
    """A page that can be told from others."""
    return PaperPage(1654, 2339, text.encode())
