"""An emulated PN532 on a pseudo-terminal: the device side of the serial protocol, for tests and the demo.

Any program that drives a PN532 over a serial line can open its path. The line and the radio are paced on request;
without pacing nothing waits that need not.
"""

from __future__ import annotations

from pathlib import Path

from drivers.card.pn532.emulator_firmware import LaidCard, Modulation
from drivers.card.pn532.emulator_isodep import ContactlessCard
from drivers.card.pn532.emulator_port import Counters, Misbehaviour, Port


class EmulatedPn532:
    """A PN532 breakout board on a USB serial adapter, in software.

    ``path = reader.start()`` plugs it in, ``lay`` puts a card on it, ``stop`` pulls the plug; then it may start anew.
    """

    def __init__(self, *, paced: bool = False, misbehaviour: Misbehaviour | None = None) -> None:
        self._paced = paced
        self._misbehaviour = misbehaviour or Misbehaviour()
        self._laid: LaidCard | None = None
        self._link: Path | None = None
        self._port: Port | None = None
        self.counters = Counters()

    def start(self, link: Path | None = None) -> str:
        """Plug the reader in; return the path of its port, or `link`, a symbolic link to it made here.

        Raises OSError when `link` cannot be made; only a link is ever replaced.
        """
        if link is not None and link.is_symlink():
            link.unlink()
        port = Port(paced=self._paced, misbehaviour=self._misbehaviour, counters=self.counters)
        port.put(self._laid)
        port.start()
        self._port, self._link = port, link
        if link is None:
            return port.path
        try:
            link.symlink_to(port.path)
        except OSError:
            self._link = None
            self.stop()
            raise
        return str(link)

    def stop(self) -> None:
        """Pull the plug; harmless when it is out."""
        if self._port is not None:
            self._port.stop()
            self._port = None
        if self._link is not None:
            self._link.unlink(missing_ok=True)

    def lay(self, card: ContactlessCard, modulation: Modulation = Modulation.A) -> None:
        """Lay a card on the reader; one that lies there is taken away."""
        self._put(LaidCard(card, modulation))

    def lift(self) -> None:
        """Take the card away."""
        self._put(None)

    def misbehave(self, misbehaviour: Misbehaviour) -> None:
        """Go wrong from now on in this way."""
        self._misbehaviour = misbehaviour
        if self._port is not None:
            self._port.misbehaviour = misbehaviour

    def _put(self, laid: LaidCard | None) -> None:
        self._laid = laid
        if self._port is not None:
            self._port.put(laid)
