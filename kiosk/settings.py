"""What a technician sets for one kiosk: one TOML file, checked whole, every error at once.

A setting has a user or it does not exist; each field's docstring names who changes it and why.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

FORMAT: Final = 1
"""Of the settings file; raised when an older program could misread a newer file."""


class SettingsError(Exception):
    """The settings file cannot be used; `problems` says every reason, one line each."""

    def __init__(self, file: Path, problems: tuple[str, ...]) -> None:
        super().__init__(f"{file}: {'; '.join(problems)}")
        self.file = file
        self.problems = problems


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Place(_Section):
    """Where the kiosk stands; set once at installation."""

    centre: str
    """Name of the centre as the screen and the slip show it."""
    authority: str
    """The authority above it, first line of the slip: ``UBND XÃ HOA MAI``."""
    commune: str
    """The commune as a sentence names it: ``xã Hoa Mai``."""
    province: str
    """The province as a sentence names it: ``tỉnh Lâm Đồng``."""
    help_desk: str = "quầy hướng dẫn"
    """Where a citizen turns with a slip: ``quầy 3``."""


class Driver(_Section):
    """One device: the driver's folder name and the options that its README lists."""

    driver: str
    options: dict[str, Any] = Field(default_factory=dict)

    @property
    def simulated(self) -> bool:
        """No device stands behind it: it is simulated, or its line is emulated."""
        return self.driver == "simulated" or bool(self.options.get("emulated"))


class Devices(_Section):
    """The devices that are plugged in; a missing kind is served without (typing, number on screen)."""

    card_reader: Driver | None = None
    code_scanner: Driver | None = None
    document_camera: Driver | None = None
    receipt_printer: Driver | None = None
    sound: Driver | None = None

    @property
    def simulated(self) -> bool:
        """True when any device is: every screen then carries the banner."""
        present = (self.card_reader, self.code_scanner, self.document_camera, self.receipt_printer, self.sound)
        return any(one is not None and one.simulated for one in present)


class Portal(_Section):
    """The province's portal, from its integration sheet."""

    url: str
    """Base address, ``https://…``; plain http is accepted on loopback only."""
    sealing_key: str
    """X25519 public key of the portal, base64."""
    sealing_key_id: str
    receipt_key: str
    """Ed25519 public key that signs receipts, base64."""
    receipt_key_id: str
    """The name by which receipts call that key."""
    ca: Path | None = None
    """Pinned CA file (PEM) of the portal's certificate."""
    certificate: Path | None = None
    """The kiosk's enrolled client certificate (PEM)."""
    key: Path | None = None
    kilobytes_per_second: Annotated[int, Field(ge=0)] = 0
    """Limit of uploads where the centre shares a slow line; 0 for none."""


class Catalogue(_Section):
    """Signed updates of procedures, forms, languages, keys and trust anchors; from the province's publisher."""

    root: Path
    """The publisher's first ``root.json``, brought at installation: everything else is believed because of it."""
    path: str = "/v1/catalogue"
    """Where the portal keeps the repository; set by a portal that keeps it elsewhere."""


class Visit(_Section):
    """Times of a visit; a centre may be more patient, never less than the defaults."""

    idle_seconds: Annotated[int, Field(ge=120, le=900)] = 120
    """Without input for so long, the warning comes."""
    warning_seconds: Annotated[int, Field(ge=20, le=300)] = 60
    """The warning counts down so long, then the visit is wiped."""
    extension_seconds: Annotated[int, Field(ge=60, le=600)] = 120
    """What "Tôi cần thêm thời gian" adds."""


class Counter(_Section):
    """One line of people that a number is given for; from the centre, which says who sits where."""

    letter: Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
    """First letter of its numbers: ``A`` gives ``A001``."""
    name: str
    """What it is for, on screen and ticket: ``Hộ tịch, chứng thực``."""
    desk: str = ""
    """Where: ``quầy 1 và 2``."""
    groups: tuple[str, ...] = ()
    """Life events (ids of ``groups.toml``) whose procedures it receives."""


class Staff(_Section):
    """The staff's board on this machine."""

    idle_seconds: Annotated[int, Field(ge=30, le=600)] = 120
    """Without a touch for so long, the board locks itself; shorter where many people pass by."""


class Settings(_Section):
    """Everything about one kiosk."""

    format: Literal[1] = FORMAT
    """Written by the tools; a file of a newer program is refused in words."""
    kiosk: Annotated[str, StringConstraints(pattern=r"^K[0-9A-Z]{2,6}$")]
    """Number of this machine, first part of every local number."""
    state: Path
    """Folder of the outbox, keys and logs; production: ``/var/lib/kiosk``."""
    place: Place
    portal: Portal
    devices: Devices = Devices()
    visit: Visit = Visit()
    staff: Staff = Staff()
    counters: tuple[Counter, ...] = ()
    """Without them the kiosk gives no queue numbers: the centre has none, or a queue system of its own."""
    catalogue: Catalogue | None = None
    """Without it the kiosk works with what it was installed with."""
    trust: Path | None = None
    """Folder of CSCA certificates and CRLs; without it every card's issuer is unknown."""
    test_card: Annotated[str, StringConstraints(pattern=r"^(\d{6})?$")] = ""
    """Card access number of the province's test card, with which technicians try the reader."""
    drafts: bool = False
    """Offer forms that no person has compared with the official text; for demonstrations only."""

    @property
    def trust_anchors(self) -> Path | None:
        """Where card readers look: with a catalogue, a link to the anchors of the version that visits are served by."""
        return self.trust if self.catalogue is None else self.state / "trust-in-use"


Read = TypeVar("Read", bound=BaseModel)


def load(file: Path) -> Settings:
    """Read and check a settings file. Raises SettingsError with every problem of the file."""
    return _read(file, Settings)


def _read(file: Path, kind: type[Read]) -> Read:
    try:
        said = tomllib.loads(file.read_text("utf-8"))
        if is_newer(said):
            raise SettingsError(file, (f"format {said['format']} is of a newer program; this one knows {FORMAT}",))
        return kind.model_validate(said)
    except OSError as error:
        raise SettingsError(file, (error.strerror or str(error),)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(file, (str(error),)) from error
    except ValidationError as error:
        raise SettingsError(file, tuple(_line(e["loc"], e["msg"]) for e in error.errors())) from error


class Provincial(_Section):
    """What a province may set for all its kiosks, in its signed catalogue."""

    visit: Visit = Visit()


def province_says(file: Path) -> Provincial:
    """Read the province's file; nothing is set where there is none. Raises SettingsError."""
    return _read(file, Provincial) if file.is_file() else Provincial()


def with_province(settings: Settings, said: Provincial) -> Settings:
    """Return the settings with what the province says; what was set on this kiosk counts more."""
    merged = said.visit.model_dump(exclude_unset=True) | settings.visit.model_dump(exclude_unset=True)
    return settings.model_copy(update={"visit": Visit.model_validate(merged)})


def is_newer(said: dict[str, Any]) -> bool:
    """True for settings that a newer program wrote."""
    written = said.get("format")
    return isinstance(written, int) and written > FORMAT


def _line(location: tuple[int | str, ...], message: str) -> str:
    return f"{'.'.join(map(str, location))}: {message}"
