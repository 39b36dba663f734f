"""What a technician at the screen may see and say: devices, tests, queue, settings, journal. Nothing that was filed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from kiosk.staff.roles import Person
from kiosk.visit.events import Event
from sync.delivery import State as Delivery


class BenchPage(StrEnum):
    """The pages of the technician's screen."""

    DEVICES = "devices"
    NETWORK = "network"
    QUEUE = "queue"
    SYSTEM = "system"
    SETTINGS = "settings"
    TOUCH = "touch"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class Said:
    """One finding in words, in both languages of technicians."""

    level: str
    """``ok``, ``note``, ``warn`` or ``bad``."""
    text: str
    remedy: str = ""
    text_en: str = ""
    remedy_en: str = ""


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
class DossierRow:
    """One dossier of the queue by its local number; what it is about is no technician's business."""

    number: str
    at: str
    """When it was stored."""
    state: Delivery
    attempts: int = 0
    why: str = ""
    """What stands in its way and what to do, in the words for technicians."""


@dataclass(frozen=True, slots=True)
class QueueView:
    """The queue by states; the rows are those that need somebody first."""

    counts: Mapping[Delivery, int] = field(default_factory=lambda: MappingProxyType({}))
    oldest_minutes: int | None = None
    """How long the oldest waits; None while nothing does."""
    rows: tuple[DossierRow, ...] = ()


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting that counts now."""

    path: str
    value: str
    line: int = 0
    """Of the settings file; 0 when it does not stand there."""
    province: bool = False
    """The signed catalogue says so."""


@dataclass(frozen=True, slots=True)
class SettingsView:
    """The settings in force, and what became of looking at new ones."""

    rows: tuple[SettingRow, ...] = ()
    brought: str = ""
    """The file with new settings; empty while none lies there."""
    previous: bool = False
    """There are settings to go back to."""
    writable: bool = False
    """This process may change them; in a packaged kiosk only root may."""
    findings: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class TouchPoint:
    """One cross of the touch grid."""

    x: float
    y: float
    """0…1 of the panel."""
    off: tuple[int, int] | None = None
    """Pixels to where the finger was seen; None before it was touched."""


@dataclass(frozen=True, slots=True)
class TouchView:
    """The touch grid, under way or as it was last."""

    points: tuple[TouchPoint, ...] = ()
    found: Said | None = None


@dataclass(frozen=True, slots=True)
class LogRow:
    """One line of the journal, redacted."""

    at: str
    level: str
    text: str


@dataclass(frozen=True, slots=True)
class BenchView:
    """One moment of the technician's screen."""

    person: Person
    page: BenchPage = BenchPage.DEVICES
    devices: tuple[DeviceRow, ...] = ()
    network: tuple[Said, ...] = ()
    system: tuple[Said, ...] = ()
    queue: QueueView = QueueView()
    settings: SettingsView = SettingsView()
    touch: TouchView = TouchView()
    log: tuple[LogRow, ...] = ()
    """The newest first."""
    trying: str = ""
    """The device under test, ``all`` for the self-test, a page for its work; empty while nothing is done."""
    loopback: str = ""
    """Text of a code to show to the scanner under test."""
    notice: Said | None = None
    """What became of the last act on the queue."""
    locks_in: int = 0
    """Seconds until the screen locks itself unless it is touched."""


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
    paper_out: bool = False
    """Of the printer: see whether it tells when its paper is taken."""


@dataclass(frozen=True, slots=True)
class OpenAgain(TechnicianEvent):
    """Close a device and open it anew."""

    name: str


class RunSelfTest(TechnicianEvent):
    """Test machine, queue and network."""


@dataclass(frozen=True, slots=True)
class StartTouch(TechnicianEvent):
    """Lay the touch grid over a panel of so many pixels."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class TouchedAt(TechnicianEvent):
    """The panel says that a finger is there, in pixels."""

    x: float
    y: float


class DossierAct(StrEnum):
    """What may be done with one dossier of the queue."""

    RETRY = "retry"
    SET_ASIDE = "set_aside"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class TreatDossier(TechnicianEvent):
    """Do something with one dossier; all that wait are tried again without a number."""

    act: DossierAct
    number: str = ""


class SettingsAct(StrEnum):
    """What may be done with the settings."""

    CHECK = "check"
    APPLY = "apply"
    ROLLBACK = "rollback"


@dataclass(frozen=True, slots=True)
class ChangeSettings(TechnicianEvent):
    """Look at the settings that were brought, put them into use, or go back."""

    act: SettingsAct


class LeaveBench(TechnicianEvent):
    """Lock the screen and go."""
