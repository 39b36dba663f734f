"""The PN532 reader chip on a serial line (NXP UM0701-02): its driver, and an emulator of the device side."""

from drivers.card.pn532.driver import Options, create

__all__ = ["Options", "create"]
