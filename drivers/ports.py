"""The kinds of device the kiosk knows, as protocols with the frozen values that cross them.

Rules every driver keeps (``tests/contracts`` proves them on the simulated driver and on the real one):

* All methods are coroutines of the kiosk's one event loop; blocking I/O lives in ``drivers/transport``.
* Every wait can be cancelled; a cancelled driver is usable again at once.
* Nothing but :class:`DeviceError` leaves a driver, and its :class:`DeviceFault` comes from the closed list below.
* A driver never logs nor stores what it read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, runtime_checkable


class DeviceFault(StrEnum):
    """What can be wrong with a device or with what lies on it: the closed list."""

    # the device itself
    NOT_CONNECTED = "not_connected"
    """No such port or node, or it vanished (unplugged)."""
    NOT_RESPONDING = "not_responding"
    """The port opens but the device does not answer in time."""
    BUSY = "busy"
    """Another program holds the device."""
    GARBLED = "garbled"
    """Answers break the device's protocol, also after repetition."""
    WRONG_SETTINGS = "wrong_settings"
    """The driver's options cannot be right (bad path, unknown baud rate)."""
    DEFECT = "defect"
    """The device reports a fault of its own (over-current, overheating, mechanics)."""

    # the chip card
    CARD_REMOVED = "card_removed"
    CARD_CHANGED = "card_changed"
    """Another card lies there than the one the reading began with."""
    CARD_UNREADABLE = "card_unreadable"
    """Radio contact is too poor, or the chip breaks its protocol."""
    NOT_A_CHIP_CARD = "not_a_chip_card"
    """A card answers, but it is no eMRTD (a bank or transport card)."""
    WRONG_KEY = "wrong_key"
    """The chip refused the CAN or MRZ key (6300, 63Cx)."""
    KEY_BLOCKED = "key_blocked"
    """The chip accepts no further attempts (6983)."""
    ACCESS_REFUSED = "access_refused"
    """The chip offers no access protocol that the caller allows."""

    # the printer
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    PRINT_UNCONFIRMED = "print_unconfirmed"
    """The printer did not say that it printed."""


class DeviceError(Exception):
    """A device could not do what was asked; `fault` says which of the known reasons it was."""

    def __init__(self, fault: DeviceFault, detail: str = "") -> None:
        super().__init__(f"{fault}: {detail}" if detail else str(fault))
        self.fault = fault
        self.detail = detail
        """Technical words for the technician; never personal data."""


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """What a driver found when it opened its device."""

    driver: str
    """Folder name of the driver, such as ``pn532``."""
    model: str
    """What the device calls itself, such as ``PN532 v1.6``."""
    where: str
    """Port, node or address."""
    simulated: bool = False


class Device(Protocol):
    """What every kind of device shares."""

    async def open(self) -> DeviceInfo:
        """Open and identify the device. Raises DeviceError."""

    async def close(self) -> None:
        """Release the device; harmless when it is closed or gone."""


# --- chip cards ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Can:
    """The card access number: six ASCII digits (ICAO 9303-11 §4.4)."""

    digits: str


@dataclass(frozen=True, slots=True)
class MrzKey:
    """Document number, birth and expiry of the MRZ (YYMMDD), without check digits (ICAO 9303-11 §9.7.2)."""

    document: str
    birth: str
    expiry: str


class Access(StrEnum):
    """The access protocol that opened the chip."""

    PACE_CAN = "PACE-CAN"
    PACE_MRZ = "PACE-MRZ"
    BAC = "BAC"


class Finding(StrEnum):
    """One answer of the authenticity check; which answers a question allows is said at `Findings`."""

    OK = "ok"
    FAILED = "failed"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    REVOKED = "revoked"
    NOT_OFFERED = "not_offered"
    NOT_CHECKED = "not_checked"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Findings:
    """The four separate findings of an authenticity check (ICAO 9303-11 §5, §6); never one boolean."""

    data_unchanged: Finding
    """Hash of every file read against the SOD: OK, FAILED, NOT_CHECKED."""
    signed: Finding
    """SOD signature: OK, FAILED, UNSUPPORTED, NOT_CHECKED."""
    issuer: Finding
    """Chain to a configured CSCA: OK, UNKNOWN, EXPIRED, NOT_YET_VALID, REVOKED, FAILED (broken), NOT_CHECKED."""
    chip: Finding
    """Chip or Active Authentication: OK (proven), NOT_OFFERED, FAILED, NOT_CHECKED."""


class Verdict(StrEnum):
    """The overall judgement of a card, always shown with its reasons."""

    GENUINE = "GENUINE"
    DATA_OK_CHIP_UNPROVEN = "DATA_OK_CHIP_UNPROVEN"
    ISSUER_UNKNOWN = "ISSUER_UNKNOWN"
    UNTRUSTED = "UNTRUSTED"
    TAMPERED = "TAMPERED"

    @property
    def fills(self) -> bool:
        """True when data of such a card may fill a form (all but UNTRUSTED and TAMPERED)."""
        return self not in (Verdict.UNTRUSTED, Verdict.TAMPERED)


@dataclass(frozen=True, slots=True)
class CardFile:
    """One elementary file as read from the chip."""

    name: str
    """``COM``, ``SOD``, ``CardAccess``, ``DG1`` …"""
    data: bytes = field(repr=False)
    """Raw bytes, never re-encoded: hashes are taken over these."""
    milliseconds: float


@dataclass(frozen=True, slots=True)
class CardRequest:
    """What to read and how the chip may be opened."""

    key: Can | MrzKey
    portrait: bool = False
    """Read DG2 too: only where a procedure or a staff check declares the purpose."""
    allow_bac: bool = False
    """Permit the fall from PACE to BAC; it is named in the result."""


@dataclass(frozen=True, slots=True)
class ReadProgress:
    """How far a reading is, in bytes known from file headers."""

    step: str
    """``access``, the name of the file being read, or ``check``."""
    done: int
    total: int
    """Bytes expected in all as far as known; grows when a file header is read."""
    facts: CardFacts | None = None
    """Set once, as soon as DG1 and DG13 are in."""


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What the chip says of its holder, as text of the chip; `kiosk/identity` gives it meaning."""

    mrz: tuple[str, ...] = field(repr=False)
    """DG1: the lines of the machine readable zone (three for TD1)."""
    fields: Mapping[int, tuple[str, ...]] = field(repr=False)
    """DG13 of the Vietnamese card: field number to its texts in order (NFC); absent fields are absent."""
    details: Mapping[int, tuple[str, ...]] = field(default_factory=dict, repr=False)
    """DG11 and DG12, which passports have: data object tag to its texts (NFC)."""


@dataclass(frozen=True, slots=True)
class CardReading:
    """Everything one reading of a chip brought."""

    access: Access
    facts: CardFacts = field(repr=False)
    portrait: bytes | None = field(repr=False)
    """DG2's first face as the chip holds it: a JPEG or JPEG 2000 file."""
    files: tuple[CardFile, ...] = field(repr=False)
    verdict: Verdict
    findings: Findings
    reasons: tuple[str, ...]
    """Upper-case words, such as ``CLOCK_UNCERTAIN``; empty for GENUINE."""
    evidence: bytes = field(repr=False)
    """Transcript of chip authentication for the portal to verify again."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """A chip's face as plain pixels, decoded where hostile bytes do no harm."""

    width: int
    height: int
    rgb: bytes = field(repr=False)
    """``height`` rows of ``3 * width`` bytes."""


ProgressSink = Callable[[ReadProgress], None]


@runtime_checkable
class CardReader(Device, Protocol):
    """Reads chip ID cards."""

    async def wait_for_card(self) -> None:
        """Return when a chip card lies on the reader (at once if one does)."""

    async def read(self, request: CardRequest, progress: ProgressSink = lambda _: None) -> CardReading:
        """Open the chip that lies there and read it; a wrong key is never tried again by the driver."""

    async def wait_for_removal(self) -> None:
        """Return when no card lies on the reader."""

    def card_kind(self) -> str:
        """What the card that was met last said of its kind, in the technician's words: SAK and ATS, or ATR.

        Never its UID or serial number; empty where the driver knows nothing.
        """


# --- codes --------------------------------------------------------------------------------------


class AimHint(StrEnum):
    """The one instruction that helps now."""

    NONE = "none"
    CLOSER = "closer"
    HOLD_STILL = "hold_still"
    TOO_DARK = "too_dark"
    GLARE = "glare"


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a camera, newest wins."""

    width: int
    height: int
    bgr: bytes = field(repr=False)
    """``height`` rows of ``3 * width`` bytes."""
    at: float
    """Monotonic seconds."""


@dataclass(frozen=True, slots=True)
class ScannedCode:
    """The text of one code, unsigned and hostile until its grammar is known."""

    text: str = field(repr=False)
    engine: str


@runtime_checkable
class CodeScanner(Device, Protocol):
    """Reads QR codes with a camera or a serial scanner."""

    pictures: bool
    """There is a picture to aim by; else the scanner aims by a light of its own."""

    async def start(self) -> None:
        """Begin to look; the camera is on only between start and stop."""

    async def stop(self) -> None:
        """Stop looking and forget the last frame."""

    async def next_code(self) -> ScannedCode:
        """Return the next code seen after start; the same text is not reported twice within 2 s."""

    def latest_frame(self) -> Frame | None:
        """The newest picture for the preview; None for scanners without one. Callable from any thread."""

    def hint(self) -> AimHint:
        """The instruction that helps now. Callable from any thread."""


# --- papers of the citizen ----------------------------------------------------------------------


class PaperAdvice(StrEnum):
    """Whether a page can be taken now, and if not, the one thing to do about it."""

    GOOD = "good"
    NO_SHEET = "no_sheet"
    CUT_OFF = "cut_off"
    TOO_FAR = "too_far"
    BLURRED = "blurred"
    GLARE = "glare"
    TOO_DARK = "too_dark"


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One page, straightened and evenly lit, at 200 dots an inch."""

    width: int
    height: int
    jpeg: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PaperLabel:
    """What a paper's file says of itself."""

    title: str
    component: str
    """Id of the procedure's component (thành phần hồ sơ) that this paper is."""


@runtime_checkable
class DocumentCamera(Device, Protocol):
    """Takes papers: a camera above a desk, or a flatbed scanner. Nothing is ever written to a disk."""

    async def start(self) -> None:
        """Begin to look; a scanner has nothing to do."""

    async def stop(self) -> None:
        """Stop looking and forget the last frame."""

    async def take(self) -> PaperPage | PaperAdvice:
        """Take the page that lies there, or say what is in the way. Raises DeviceError."""

    def latest_frame(self) -> Frame | None:
        """The newest picture for the preview; None for scanners. Callable from any thread."""

    async def bind(self, pages: Sequence[PaperPage], label: PaperLabel) -> bytes:
        """Make one PDF/A-2b of the pages in their order; at least one page. Callable while closed."""


# --- paper of the printer -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A one-bit picture to print: rows of ``(width + 7) // 8`` bytes, most significant bit left, 1 is black."""

    width: int
    height: int
    rows: bytes = field(repr=False)


class Paper(StrEnum):
    """What the printer says of its roll; a printer that does not answer is UNKNOWN, never OK."""

    OK = "ok"
    NEAR_END = "near_end"
    OUT = "out"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """The printer's own words about itself."""

    online: bool
    paper: Paper
    cover_open: bool = False


@runtime_checkable
class ReceiptPrinter(Device, Protocol):
    """Prints slips of up to `width` dots."""

    @property
    def width(self) -> int:
        """Dots a line: 576 for 80 mm paper, 384 for 58 mm."""

    async def status(self) -> PrinterStatus:
        """Ask the printer now."""

    async def print(self, page: Bitmap) -> None:
        """Print and cut. Asks before and after; raises DeviceError (PAPER_OUT, COVER_OPEN, PRINT_UNCONFIRMED …)."""


# --- sound --------------------------------------------------------------------------------------


class Outlet(StrEnum):
    """Where something is heard: by everybody in the hall, or by the one who wears the headset."""

    LOUDSPEAKER = "loudspeaker"
    HEADSET = "headset"


@dataclass(frozen=True, slots=True)
class Pcm:
    """A sound as samples: one channel, 16 bits, little-endian."""

    rate: int
    """Samples a second."""
    samples: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Manner:
    """How something is heard."""

    outlet: Outlet
    volume: float = 1.0
    """0…1 of full amplitude."""
    language: str = "vi"
    """Whose voice speaks; a language without one is spoken by the Vietnamese."""
    speed: float = 1.0
    """0.75…2 of the usual speed of speech."""


@runtime_checkable
class Sound(Device, Protocol):
    """Speaks and plays, and knows whether a headset is plugged in. What is cancelled falls silent at once."""

    async def speak(self, words: str, manner: Manner) -> None:
        """Say the words; return when they were heard."""

    async def play(self, sound: Pcm, manner: Manner) -> None:
        """Play a sound, also beside what is spoken; return when it was heard."""

    async def wait_for_headset(self, plugged: bool) -> None:
        """Return when a headset is plugged in, or when none is (at once if that is so)."""
