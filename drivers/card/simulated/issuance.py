"""Personalises a software chip: writes a holder's files, makes its keys and has the issuer sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from drivers.card.emrtd.tlv import encode
from drivers.card.simulated import files, security_infos
from drivers.card.simulated.card import CARD_ACCESS, COM, SOD, ActiveKey, Card, ChipKey, Temper, group_file
from drivers.card.simulated.holder import Holder
from drivers.card.simulated.issuer import Issuer
from drivers.card.simulated.portrait import HEIGHT, WIDTH, draw_jpeg_portrait, draw_portrait
from drivers.card.simulated.security_infos import Cipher, PaceOffer

RSA_BITS = 1536
"""Active Authentication key: the largest whose signature fits into one protected short answer with room to spare."""


class Layout(Enum):
    """Which document the chip sits in."""

    CARD_2021 = "cccd"
    CARD_2024 = "can-cuoc"
    PASSPORT = "passport"


class Active(Enum):
    """Key of Active Authentication."""

    NONE = "none"
    ECDSA = "ecdsa"
    RSA = "rsa"


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What kind of chip to make."""

    layout: Layout = Layout.CARD_2021
    pace: tuple[PaceOffer, ...] = (PaceOffer(),)
    bac: bool = True
    card_access: bool = True
    chip_cipher: Cipher | None = Cipher.AES128
    """Cipher of Chip Authentication; None for a chip without it."""
    active: Active = Active.ECDSA
    portrait_size: int = 15_000
    """Bytes of the JPEG 2000 picture in DG2; a passport's is a JPEG of its own size."""
    temper: Temper = field(default_factory=Temper)


def personalise(blueprint: Blueprint, holder: Holder, issuer: Issuer) -> Card:
    """Make a chip for `holder`, signed by `issuer`."""
    chip_key = _chip_key(blueprint.chip_cipher)
    active_key = _active_key(blueprint.active)
    groups = _groups(blueprint, holder, chip_key, active_key)
    passport = blueprint.layout is Layout.PASSPORT
    return Card(
        master={CARD_ACCESS: _card_access(blueprint)} if blueprint.card_access else {},
        application=_application(groups, issuer),
        mrz=holder.passport_key if passport else holder.card_key,
        can=None if passport else holder.can,
        pace=blueprint.pace,
        bac=blueprint.bac,
        chip_key=chip_key,
        active_key=active_key,
        temper=blueprint.temper,
    )


def _application(groups: Mapping[int, bytes], issuer: Issuer) -> dict[int, bytes]:
    """The files of the application. EF.COM lists the fingerprints too, although nobody may read them."""
    present = {number: content for number, content in groups.items() if content}
    written = {group_file(number): content for number, content in present.items()}
    return written | {COM: files.com(_listed(present)), SOD: issuer.sod(present)}


def _listed(groups: Mapping[int, bytes]) -> list[int]:
    if 13 not in groups:
        return sorted(groups)
    return [number for number in files.VIETNAMESE_GROUPS if number in groups or number == 3]


def _groups(
    blueprint: Blueprint, holder: Holder, chip_key: ChipKey | None, active_key: ActiveKey | None
) -> dict[int, bytes]:
    """Contents of the data groups; an empty one is absent."""
    passport = blueprint.layout is Layout.PASSPORT
    texts = {11: files.dg11(holder), 12: files.dg12(holder)} if passport else {13: _dg13(blueprint, holder)}
    return {
        1: files.dg1(holder.passport_mrz() if passport else holder.card_mrz()),
        2: files.dg2(draw_jpeg_portrait() if passport else draw_portrait(blueprint.portrait_size), WIDTH, HEIGHT),
        **texts,
        14: encode(0x6E, _dg14(blueprint, chip_key, active_key)),
        15: _dg15(active_key),
    }


def _dg13(blueprint: Blueprint, holder: Holder) -> bytes:
    """The 2024 card carries more facts; under which numbers is not public, so one unknown number stands for them."""
    more = {17: holder.origin} if blueprint.layout is Layout.CARD_2024 else {}
    return files.dg13(holder, more)


def _card_access(blueprint: Blueprint) -> bytes:
    """As the Vietnamese card has it: Terminal and Chip Authentication stand there beside PACE."""
    infos = [security_infos.terminal_authentication()]
    if blueprint.chip_cipher is not None:
        infos.append(security_infos.chip_authentication(blueprint.chip_cipher))
    return security_infos.security_infos(*infos, *(offer.info() for offer in blueprint.pace))


def _dg14(blueprint: Blueprint, chip_key: ChipKey | None, active_key: ActiveKey | None) -> bytes:
    infos = [offer.info() for offer in blueprint.pace]
    if chip_key is not None:
        infos.append(security_infos.chip_authentication(chip_key.cipher))
        infos.append(security_infos.chip_public_key(chip_key.private.public_key()))
    if isinstance(active_key, ec.EllipticCurvePrivateKey):
        infos.append(security_infos.active_authentication_ecdsa())
    return security_infos.security_infos(*infos)


def _dg15(active_key: ActiveKey | None) -> bytes:
    if active_key is None:
        return b""
    encoding, shape = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    return encode(0x6F, active_key.public_key().public_bytes(encoding, shape))


def _chip_key(cipher: Cipher | None) -> ChipKey | None:
    return None if cipher is None else ChipKey(ec.generate_private_key(ec.BrainpoolP256R1()), cipher)


def _active_key(kind: Active) -> ActiveKey | None:
    if kind is Active.RSA:
        return rsa.generate_private_key(65537, RSA_BITS)
    return ec.generate_private_key(ec.BrainpoolP256R1()) if kind is Active.ECDSA else None
