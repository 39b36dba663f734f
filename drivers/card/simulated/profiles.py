"""The cards of the test bench by name: genuine ones, and one for every way in which a card can be wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric import ec

from drivers.card.simulated import files
from drivers.card.simulated.card import SOD, Card, Temper, group_file
from drivers.card.simulated.chip import SoftwareChip
from drivers.card.simulated.holder import Holder
from drivers.card.simulated.issuance import Active, Blueprint, Layout, personalise
from drivers.card.simulated.issuer import YEAR, Issuer, Lifetime, Recipe
from drivers.card.simulated.security_infos import Cipher, PaceOffer
from drivers.ports import MrzKey

DEFAULT = "cccd-2021"

TORN_AT = 12
"""Command from which the `torn` card is gone unless told otherwise: in the middle of the first files."""

SELECT_MASTER, SELECT_APPLICATION, SELECT_FILE, READ_ACCESS = "00A4000C", "00A4040C", "00A4020C", "00B09C00"
"""Headers of commands that some cards refuse."""

Forgery = Callable[[Card, Holder, Issuer], Card]
Life = Callable[[datetime], Lifetime]


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of card."""

    name: str
    about: str
    blueprint: Blueprint = field(default_factory=Blueprint)
    recipe: Recipe = field(default_factory=Recipe)
    signer_life: Life | None = None
    forge: Forgery | None = None
    """What a forger does to the finished card."""
    revoked: bool = False
    """The printed revocation list names the signer."""
    stranger: bool = False
    """The printed CSCA is another one than the card's."""


@dataclass(frozen=True, slots=True)
class Specimen:
    """A card ready to be laid on a reader, and what its reader must be told."""

    profile: str
    chip: SoftwareChip
    mrz: tuple[str, ...] = field(repr=False)
    can: str | None
    key: MrzKey
    csca: str
    """PEM text of the root to trust for this card."""
    crl: str
    """PEM text of that root's revocation list."""


def issue(
    profile: str | Profile = DEFAULT,
    holder: Holder | None = None,
    now: datetime | None = None,
    step: int | None = None,
    portrait_size: int | None = None,
) -> Specimen:
    """Make a card of a profile around `now` (aware; the present by default).

    `step` moves the tear of `torn`; `portrait_size` sets the bytes of the picture. Raises KeyError for an unknown name.
    """
    chosen = profile if isinstance(profile, Profile) else PROFILES[profile]
    person, today = holder or Holder(), now or datetime.now(UTC)
    blueprint = _adjusted(chosen.blueprint, step, portrait_size)
    life = chosen.signer_life(today) if chosen.signer_life else None
    issuer = Issuer.found(today, life, chosen.recipe)
    card = personalise(blueprint, person, issuer)
    if chosen.forge is not None:
        card = chosen.forge(card, person, issuer)
    shown = Issuer.found(today, None, chosen.recipe) if chosen.stranger else issuer
    passport = blueprint.layout is Layout.PASSPORT
    return Specimen(
        profile=chosen.name,
        chip=SoftwareChip(card),
        mrz=person.passport_mrz() if passport else person.card_mrz(),
        can=card.can,
        key=card.mrz,
        csca=shown.csca_pem,
        crl=shown.crl_pem(chosen.revoked),
    )


def _adjusted(blueprint: Blueprint, step: int | None, portrait_size: int | None) -> Blueprint:
    if step is not None:
        blueprint = replace(blueprint, temper=replace(blueprint.temper, torn_at=step))
    return blueprint if portrait_size is None else replace(blueprint, portrait_size=portrait_size)


def _another_address(card: Card, holder: Holder, issuer: Issuer) -> Card:
    """Write another address into DG13 and leave the signature as it was."""
    forged = files.dg13(replace(holder, residence="Số 1, Đường Giả, Xã Khác, Lâm Đồng"))
    return replace(card, application={**card.application, group_file(13): forged})


def _borrowed_signature(card: Card, holder: Holder, issuer: Issuer) -> Card:
    """Put the signature of another card of the same issuer onto this one."""
    other = personalise(Blueprint(), replace(holder, number="000190000456", name="Lê Thị Khác"), issuer)
    return replace(card, application={**card.application, SOD: other.application[SOD]})


def _copied(card: Card, holder: Holder, issuer: Issuer) -> Card:
    """Copy every file onto a chip that has other private keys, since those cannot be copied."""
    other = personalise(Blueprint(), holder, issuer)
    return replace(card, chip_key=other.chip_key, active_key=other.active_key)


def _expired(now: datetime) -> Lifetime:
    return Lifetime(now - 4 * YEAR, now - timedelta(days=30))


def _not_yet(now: datetime) -> Lifetime:
    return Lifetime(now + timedelta(days=30), now + 4 * YEAR)


_NO_PACE = Blueprint(pace=())
_BAC_ONLY = Blueprint(pace=(), card_access=False, chip_cipher=Cipher.DES3)
_BANK = Blueprint(pace=(), bac=False, card_access=False, temper=Temper(refusals={SELECT_APPLICATION: 0x6A82}))
_SECRETIVE = Temper(refusals={SELECT_MASTER: 0x6D00, SELECT_FILE: 0x6982, READ_ACCESS: 0x6982})
_SLOW = Temper(read_seconds=0.06, crypto_seconds=0.7)
_MODERN = Blueprint(layout=Layout.CARD_2024, active=Active.RSA)
_STATE = Recipe(ec.BrainpoolP512R1(), ec.BrainpoolP512R1(), "sha512", explicit=True)
"""As the one public Vietnamese passport root: brainpoolP512r1 in numbers, ECDSA with SHA-512."""
_TRAVEL = Blueprint(layout=Layout.PASSPORT, pace=(PaceOffer(Cipher.AES256, 16),), chip_cipher=Cipher.AES256)

_ALL = (
    Profile("cccd-2021", "the chip ID card of 2021 as public sources describe it"),
    Profile(
        "can-cuoc-2024",
        "the card of 2024: an unknown DG13 field, RSA-PSS signer, RSA key",
        _MODERN,
        Recipe(signer_curve=None),
    ),
    Profile("passport", "a passport: TD3, DG11 and DG12, PACE by MRZ with AES-256 on brainpoolP384r1", _TRAVEL, _STATE),
    Profile("bad-dg-hash", "DG13 was changed after signing", forge=_another_address),
    Profile("sod-of-another-card", "the signature belongs to another card of the issuer", forge=_borrowed_signature),
    Profile("unknown-csca", "the printed CSCA did not sign this card", stranger=True),
    Profile("expired-signer", "the document signer's certificate has run out", signer_life=_expired),
    Profile("not-yet-valid-signer", "the document signer's certificate begins later", signer_life=_not_yet),
    Profile("revoked-signer", "the revocation list names the document signer", revoked=True),
    Profile("cloned", "all files of a genuine card on a chip without its private keys", forge=_copied),
    Profile(
        "no-dg15",
        "no key of the chip in signed data: no Active and no Chip Authentication",
        Blueprint(chip_cipher=None, active=Active.NONE),
    ),
    Profile(
        "mf-refused",
        "SELECT of the master file is answered 6D00",
        Blueprint(temper=Temper(refusals={SELECT_MASTER: 0x6D00})),
    ),
    Profile("hidden-access", "EF.CardAccess is answered 6982, PACE works all the same", Blueprint(temper=_SECRETIVE)),
    Profile("reads-112", "READ BINARY takes 112 bytes at most", Blueprint(temper=Temper(largest_read=112))),
    Profile("slow", "thinks long and asks for waiting-time extensions", Blueprint(temper=_SLOW)),
    Profile("no-pace", "EF.CardAccess without PACE; BAC opens it", _NO_PACE),
    Profile("bac-only", "an old chip: no EF.CardAccess, BAC, 3DES throughout", _BAC_ONLY),
    Profile("three-tries", "counts wrong keys: 63C2, 63C1, then blocked for good", Blueprint(temper=Temper(tries=3))),
    Profile("bank-card", "a chip card without the eMRTD application", _BANK),
    Profile("torn", f"leaves the reader at command {TORN_AT}", Blueprint(temper=Temper(torn_at=TORN_AT))),
)

PROFILES = {profile.name: profile for profile in _ALL}
