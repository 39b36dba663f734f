"""Makes a software card that behaves as a recorded one did: protocols, file sizes, refusals, read size and times."""

from __future__ import annotations

from drivers.card.emrtd.errors import Malformed
from drivers.card.emrtd.key_agreement import LIBRARY_CURVES
from drivers.card.emrtd.security_infos import parse_security_infos
from drivers.card.simulated.card import Temper
from drivers.card.simulated.issuance import Active, Blueprint, Layout
from drivers.card.simulated.issuer import Recipe
from drivers.card.simulated.profiles import Profile
from drivers.card.simulated.recording import CRYPTOGRAPHY, READ, BadRecording, Recording
from drivers.card.simulated.security_infos import Cipher, PaceOffer
from drivers.card.simulated.security_object import DIGESTS

_FACE_FRAME = 86
"""Bytes of DG2 around the picture."""
_CIPHERS = {cipher.suite.name: cipher for cipher in Cipher}


def profile_of(recording: Recording) -> Profile:
    """Return the profile of a card like the recorded one, issued to an invented holder. Raises BadRecording."""
    try:
        blueprint = _blueprint(recording)
    except (Malformed, ValueError) as error:
        raise BadRecording("EF.CardAccess") from error
    return Profile("recorded", f"as a card read with {recording.reader}", blueprint, _recipe(recording))


def _blueprint(recording: Recording) -> Blueprint:
    ordinary = Blueprint()
    face = recording.files.get("DG2", 0) - _FACE_FRAME
    return Blueprint(
        layout=_layout(recording),
        pace=_offers(recording),
        card_access=recording.card_access is not None,
        chip_cipher=_chip_cipher(recording),
        active=_active(recording),
        portrait_size=face if face > 0 else ordinary.portrait_size,
        temper=Temper(
            refusals=recording.refusals(),
            largest_read=recording.largest_read(),
            read_seconds=recording.seconds(READ),
            crypto_seconds=recording.seconds(*CRYPTOGRAPHY),
        ),
    )


def _layout(recording: Recording) -> Layout:
    if "DG11" in recording.files:
        return Layout.PASSPORT
    return Layout.CARD_2021 if recording.keys.get("DG13", "none") == "none" else Layout.CARD_2024


def _recipe(recording: Recording) -> Recipe:
    """Digest and kind of key of the signer, as far as the bench can make them."""
    words, ordinary = recording.keys.get("SOD", "").split(" "), Recipe()
    return Recipe(
        signer_curve=None if "RSA" in words else LIBRARY_CURVES.get(words[-1], ordinary.signer_curve),
        digest=words[0] if words[0] in DIGESTS else ordinary.digest,
        explicit="explicit" in words,
    )


def _offers(recording: Recording) -> tuple[PaceOffer, ...]:
    """What EF.CardAccess offers; without it, a card that PACE opened takes the Vietnamese parameters."""
    if recording.card_access is None:
        return (PaceOffer(),) if (recording.access or "").startswith("PACE") else ()
    infos = parse_security_infos(bytes.fromhex(recording.card_access))
    return tuple(PaceOffer(_CIPHERS[info.suite.name], info.parameter) for info in infos.pace)


def _chip_cipher(recording: Recording) -> Cipher | None:
    return _CIPHERS.get(recording.keys.get("DG14", "").split(" ")[0])


def _active(recording: Recording) -> Active:
    kind = recording.keys.get("DG15", "")
    if not kind:
        return Active.NONE
    return Active.RSA if kind.startswith("RSA") else Active.ECDSA
