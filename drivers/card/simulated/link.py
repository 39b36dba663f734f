"""Carries APDUs to a software chip in the same process: a card link without any reader."""

from __future__ import annotations

from drivers.card.simulated.chip import SoftwareChip
from drivers.ports import DeviceError, DeviceFault


class InProcessLink:
    """A card link (see ``drivers/card/link.py``) straight to a chip."""

    def __init__(self, chip: SoftwareChip) -> None:
        self._chip = chip
        chip.power_on()

    async def transmit(self, apdu: bytes) -> bytes:
        """Answer at once. Raises DeviceError CARD_REMOVED when the chip has left."""
        answer = self._chip.transmit(apdu)
        if not answer:
            raise DeviceError(DeviceFault.CARD_REMOVED, "software chip left the field")
        return answer

    async def reset(self) -> None:
        """Power the chip off and on."""
        self._chip.power_on()
