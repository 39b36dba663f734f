"""How a technician names a card reader on the command line, and the driver behind each name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import typer

from drivers import registry
from drivers.card.emrtd.trust import TrustStore
from drivers.ports import CardReader

HELP = "apdu-tcp://HOST:PORT, serial:PATH (PN532), pcsc:[NAME]"

_DRIVERS = {"apdu-tcp://": ("apdu_tcp", "address"), "serial:": ("pn532", "port"), "pcsc:": ("pcsc", "reader")}


@dataclass(frozen=True, slots=True)
class Transport:
    """A driver and where its device is."""

    driver: str
    option: str
    where: str

    @classmethod
    def parse(cls, text: str) -> Transport:
        """Read what stands after ``--transport``. Raises typer.BadParameter."""
        for prefix, (driver, option) in _DRIVERS.items():
            where = text.removeprefix(prefix)
            if text.startswith(prefix) and (where or driver == "pcsc"):
                return cls(driver, option, where)
        raise typer.BadParameter(HELP, param_hint="--transport")

    def reader(self, trust: TrustStore, **options: object) -> CardReader:
        """Make the driver. Raises DeviceError WRONG_SETTINGS."""
        create = registry.find("card", self.driver)
        return cast(CardReader, create({self.option: self.where, "trust": trust, **options}))
