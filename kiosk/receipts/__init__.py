"""What the kiosk prints for a citizen to take along, as pictures for a receipt printer."""

import io

from PIL import Image

from drivers.ports import Bitmap
from kiosk.receipts.guide import Guide, render_guide
from kiosk.receipts.slip import STATES, SlipPaper, SlipText, masked_number, render_slip

__all__ = ["STATES", "Guide", "SlipPaper", "SlipText", "masked_number", "render_guide", "render_slip", "to_png"]


def to_png(page: Bitmap) -> bytes:
    """Return a printed page as a PNG file: black on white, one pixel a dot."""
    file = io.BytesIO()
    Image.frombytes("1", (page.width, page.height), page.rows, "raw", "1;I").save(file, "PNG")
    return file.getvalue()
