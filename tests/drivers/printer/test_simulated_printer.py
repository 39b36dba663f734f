"""The simulated printer's own promises: files, and options."""

from pathlib import Path

import pytest
from PIL import Image

from drivers.ports import Bitmap, DeviceError, DeviceFault
from drivers.printer.simulated import create


async def test_pages_become_png_files_that_look_like_the_page(tmp_path: Path) -> None:
    printer = create({"folder": str(tmp_path / "slips")})
    await printer.print(Bitmap(576, 2, b"\x80" + bytes(143)))
    picture = Image.open(tmp_path / "slips" / "slip-001.png")
    assert picture.size == (576, 2)
    assert (picture.getpixel((0, 0)), picture.getpixel((1, 0)), picture.getpixel((0, 1))) == (0, 255, 255)


async def test_a_printer_that_does_not_confirm_has_printed_all_the_same() -> None:
    printer = create({})
    printer.confirms = False
    with pytest.raises(DeviceError) as caught:
        await printer.print(Bitmap(8, 1, b"\xff"))
    assert caught.value.fault is DeviceFault.PRINT_UNCONFIRMED
    assert len(printer.pages) == 1


async def test_an_unplugged_printer_is_not_connected() -> None:
    printer = create({})
    printer.plugged_in = False
    with pytest.raises(DeviceError) as caught:
        await printer.open()
    assert caught.value.fault is DeviceFault.NOT_CONNECTED


@pytest.mark.parametrize("options", [{"width": 500}, {"folder": 3}, {"colour": True}])
def test_unknown_options_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(DeviceError):
        create(options)
