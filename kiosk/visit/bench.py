"""What a technician at the screen may see and say: devices, tests, the self-test. No dossier, no number of one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.staff.roles import Person
from kiosk.visit.events import Event


class BenchPage(StrEnum):
    """The pages of the technician's screen."""

    DEVICES = "devices"
    NETWORK = "network"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Said:
    """One finding in words."""

    level: str
    """``ok``, ``note``, ``warn`` or ``bad``."""
    text: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One device of the settings."""

    name: str
    """Its name in the settings, such as ``card_reader``."""
    title: str
    driver: str
    simulated: bool = False
    fault: str = ""
    """Name of what is wrong with it (`drivers.ports.DeviceFault`), empty when it is open."""
    code: str = ""
    """Code of the fault's page, such as ``TB-05``."""
    steps: tuple[str, ...] = ()
    """What to do about it."""
    tried: Said | None = None
    """What the last live test found."""


@dataclass(frozen=True, slots=True)
class BenchView:
    """One moment of the technician's screen."""

    person: Person
    page: BenchPage = BenchPage.DEVICES
    devices: tuple[DeviceRow, ...] = ()
    network: tuple[Said, ...] = ()
    system: tuple[Said, ...] = ()
    trying: str = ""
    """The device under test, ``all`` for the self-test, empty while nothing is tested."""
    loopback: str = ""
    """Text of a code to show to the scanner under test."""


@dataclass(frozen=True, slots=True)
class TechnicianEvent(Event):
    """Base of everything the technician's screen tells."""


@dataclass(frozen=True, slots=True)
class ShowBenchPage(TechnicianEvent):
    """Another page."""

    page: BenchPage


@dataclass(frozen=True, slots=True)
class TryDevice(TechnicianEvent):
    """Let a device do its work once."""

    name: str


@dataclass(frozen=True, slots=True)
class OpenAgain(TechnicianEvent):
    """Close a device and open it anew."""

    name: str


@dataclass(frozen=True, slots=True)
class RunSelfTest(TechnicianEvent):
    """Test machine, queue and network."""


@dataclass(frozen=True, slots=True)
class LeaveBench(TechnicianEvent):
    """Lock the screen and go."""
