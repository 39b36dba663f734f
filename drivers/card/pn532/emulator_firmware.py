"""What the emulated PN532 does with each command (PN532 User Manual UM0701-02 §7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from drivers.card.pn532.emulator_isodep import ATS, WAITING_TIME, CardBlocks, ContactlessCard
from drivers.card.pn532.emulator_line import air_seconds
from drivers.card.pn532.frames import BAUD_RATES

FIRMWARE = bytes.fromhex("32010607")
"""IC 32h, version 1.6, supports ISO 14443 A and B and ISO 18092."""

GONE, BAD_CHECKSUM, WRONG_STATE, CARD_VANISHED = 0x01, 0x02, 0x27, 0x2B
"""Status bytes (UM0701-02 §7.1)."""
MORE = 0x40
"""Bit of Tg and of the status byte: more information follows."""
LARGEST_EXCHANGE = 262
AUTOMATIC_RATS = 0x10
"""Bit of SetParameters."""
FOR_EVER = 0xFF
SCAN_SECONDS = 0.005
"""Time of one look for cards."""
POLL_PERIOD = 0.15
"""Seconds of the period unit of InAutoPoll (UM0701-02 §7.3.13)."""

TYPE_A, TYPE_B = 0x00, 0x03
"""BrTy of InListPassiveTarget."""
SPEAKS_ISO_DEP, MEMORY_ONLY = b"\x20", b"\x08"
"""SEL_RES of a chip card, and of a transport card with memory alone (ISO 14443-3 §6.5.3.4)."""
UID_A = bytes.fromhex("08A1B2C3")
"""A UID that begins with 08 was drawn at random (ISO 14443-3 §6.5.4)."""
ATQB = bytes.fromhex("5011223344000000000081C1")


class Modulation(Enum):
    """How a card talks on the air."""

    A = "a"
    B = "b"
    MEMORY = "memory"
    """Type A, but a transport or access card that knows no APDUs."""

    @property
    def poll(self) -> int:
        """BrTy that finds it."""
        return TYPE_B if self is Modulation.B else TYPE_A


@dataclass(frozen=True, slots=True)
class LaidCard:
    """A card in the field; two of them are the same only if nobody lifted it in between."""

    card: ContactlessCard
    modulation: Modulation


class Surroundings(Protocol):
    """What the firmware sees of the world."""

    @property
    def laid(self) -> LaidCard | None:
        """The card in the field now."""

    def spend(self, seconds: float) -> None:
        """Let time pass. Raises an exception of the line's when the host aborts."""

    def wait_for_change(self) -> None:
        """Return when a card is laid or lifted. Raises an exception of the line's when the host aborts."""

    def on_air(self, seconds: float) -> bool:
        """Let time pass while the field carries data; False when the contact was too poor."""


_POLLED = {Modulation.A: 0x20, Modulation.B: 0x23, Modulation.MEMORY: 0x10}
"""Kinds in the answer of InAutoPoll (UM0701-02 §7.3.13)."""


class UnknownCommand(Exception):
    """The PN532 answers with an error frame."""


Handler = Callable[[bytes], bytes]


class Firmware:
    """One PN532 from power-up on."""

    def __init__(self, world: Surroundings) -> None:
        self._world = world
        self._registers: dict[int, int] = {}
        self._parameters = AUTOMATIC_RATS | 0x04
        self._looks = FOR_EVER
        self._target: LaidCard | None = None
        self._blocks: CardBlocks | None = None
        self._outgoing = b""
        self._incoming = b""
        self._tore_away = False
        self.next_baud: int | None = None
        """Speed to switch to once the host has confirmed it."""
        self.asleep = True
        self._handlers: dict[int, tuple[Handler, int]] = {
            0x00: (self._diagnose, 1),  # Diagnose
            0x02: (lambda _: FIRMWARE, 0),  # GetFirmwareVersion
            0x04: (lambda _: self._general_status(), 0),  # GetGeneralStatus
            0x06: (self._read_registers, 2),  # ReadRegister
            0x08: (self._write_registers, 3),  # WriteRegister
            0x10: (self._set_baud, 1),  # SetSerialBaudRate
            0x12: (self._set_parameters, 1),  # SetParameters
            0x14: (lambda _: b"", 1),  # SAMConfiguration
            0x16: (self._power_down, 1),  # PowerDown
            0x32: (self._configure_field, 2),  # RFConfiguration
            0x40: (self._exchange, 1),  # InDataExchange
            0x42: (self._communicate, 0),  # InCommunicateThru
            0x44: (lambda _: self._release(), 1),  # InDeselect
            0x4A: (self._list, 2),  # InListPassiveTarget
            0x52: (lambda _: self._release(), 1),  # InRelease
            0x54: (lambda _: self._ok(), 1),  # InSelect
            0x60: (self._auto_poll, 3),  # InAutoPoll
        }
        """What to do with a command, and how many parameters it must have."""

    def run(self, command: bytes) -> bytes:
        """Carry out a command and return code and data of its answer. Raises UnknownCommand."""
        handler, parameters = self._handlers.get(command[0], (None, 0))
        if handler is None or len(command) <= parameters:
            raise UnknownCommand
        return bytes([command[0] + 1]) + handler(command[1:])

    # --- the chip itself ------------------------------------------------------------------------

    def _diagnose(self, data: bytes) -> bytes:
        test = data[0]
        if test == 0x00:
            return data
        return bytes([0 if test != 0x06 or self._present() else GONE])

    def _general_status(self) -> bytes:
        target = b"\x01\x01\x00\x00\x10" if self._target else b"\x00"
        return b"\x00\x01" + target + b"\x00"

    def _read_registers(self, data: bytes) -> bytes:
        addresses = (int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data) - 1, 2))
        return bytes(self._registers.get(address, 0) for address in addresses)

    def _write_registers(self, data: bytes) -> bytes:
        for at in range(0, len(data) - 2, 3):
            self._registers[int.from_bytes(data[at : at + 2], "big")] = data[at + 2]
        return b""

    def _set_baud(self, data: bytes) -> bytes:
        if data[0] >= len(BAUD_RATES):
            raise UnknownCommand
        self.next_baud = BAUD_RATES[data[0]]
        return b""

    def _set_parameters(self, data: bytes) -> bytes:
        self._parameters = data[0]
        return b""

    def _power_down(self, data: bytes) -> bytes:
        self.asleep = True
        self._release()
        return b"\x00"

    def _configure_field(self, data: bytes) -> bytes:
        item, values = data[0], data[1:]
        if item == 0x01 and not values[0] & 0x01:
            self._release()
        elif item == 0x05 and len(values) == 3:
            self._looks = values[2]
        return b""

    # --- cards ----------------------------------------------------------------------------------

    def _list(self, data: bytes) -> bytes:
        self._release()
        laid = self._look_for(data[1])
        if laid is None:
            return b"\x00"
        self._activate(laid)
        return b"\x01\x01" + self._description(laid)

    def _activate(self, laid: LaidCard) -> None:
        self._target = laid
        self._blocks = None if laid.modulation is Modulation.MEMORY else CardBlocks(laid.card)
        laid.card.power_on()

    def _look_for(self, kind: int) -> LaidCard | None:
        """Look for a card of one kind as often as RFConfiguration item 05 says; one that tore away is missed once."""
        looks = 0
        if self._tore_away:
            self._tore_away = False
            return None
        while True:
            self._world.spend(SCAN_SECONDS)
            laid = self._world.laid
            if laid is not None and laid.modulation.poll == kind:
                return laid
            if self._looks == FOR_EVER:
                self._world.wait_for_change()
            elif looks >= self._looks:
                return None
            looks += 1

    def _description(self, laid: LaidCard) -> bytes:
        if laid.modulation is Modulation.B:
            return ATQB + b"\x01\x00"
        memory = laid.modulation is Modulation.MEMORY
        identity = b"\x00\x04" + (MEMORY_ONLY if memory else SPEAKS_ISO_DEP) + bytes([len(UID_A)]) + UID_A
        return identity + (ATS if self._parameters & AUTOMATIC_RATS and not memory else b"")

    def _auto_poll(self, data: bytes) -> bytes:
        rounds, period = data[0], data[1]
        if self._world.laid is None and rounds == FOR_EVER:
            self._world.wait_for_change()
        laid = self._world.laid
        if laid is None:
            self._world.spend(rounds * period * POLL_PERIOD)
            return b"\x00"
        self._activate(laid)
        described = b"\x01" + self._description(laid)
        return bytes([1, _POLLED[laid.modulation], len(described)]) + described

    def _present(self) -> bool:
        return self._target is not None and self._world.laid is self._target

    def _release(self) -> bytes:
        self._target = self._blocks = None
        self._outgoing = self._incoming = b""
        return b"\x00"

    def _ok(self) -> bytes:
        return b"\x00" if self._present() else bytes([WRONG_STATE])

    def _exchange(self, data: bytes) -> bytes:
        target, part = data[0], data[1:]
        if self._target is None or target & 0x3F != 1:
            return bytes([WRONG_STATE])
        if not part:
            return self._next_part()
        self._incoming += part
        if target & MORE:
            return b"\x00"
        command, self._incoming = self._incoming, b""
        return self._answer_of(self._target, command)

    def _answer_of(self, target: LaidCard, command: bytes) -> bytes:
        silent = not self._present() or target.modulation is Modulation.MEMORY
        answer = b"" if silent else target.card.transmit(command)
        if not answer:
            self._tore_away, self._target = self._present(), None
            self._world.spend(WAITING_TIME)
            return bytes([CARD_VANISHED if target.modulation is Modulation.B else GONE])
        understood = self._world.on_air(air_seconds(len(command), len(answer)))
        self._world.spend(target.card.work)
        if not understood:  # the card has carried the command out all the same
            return bytes([BAD_CHECKSUM])
        self._outgoing = answer
        return self._next_part()

    def _next_part(self) -> bytes:
        part, self._outgoing = self._outgoing[:LARGEST_EXCHANGE], self._outgoing[LARGEST_EXCHANGE:]
        return bytes([MORE if self._outgoing else 0]) + part

    def _communicate(self, data: bytes) -> bytes:
        """Raw frames: ISO-DEP blocks to a listed card, silence to every other probe."""
        if not data or self._blocks is None or not self._present():
            self._world.spend(SCAN_SECONDS)
            return bytes([GONE])
        answer = self._blocks.exchange(data)
        self._world.on_air(air_seconds(len(data), len(answer)))
        return b"\x00" + answer if answer else bytes([GONE])
