"""Whom the kiosk believes: signing authorities of states (CSCA) and their revocation lists, from a folder of files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from drivers.card.emrtd.certificates import BadCertificate, Certificate, RevocationList
from drivers.card.emrtd.moment import Moment
from drivers.card.emrtd.signatures import Unsupported
from drivers.card.emrtd.trust_files import Material, read_material
from drivers.ports import Finding

MAX_FILE = 64 * 1024 * 1024
"""Bytes of one file: the largest published collection of master lists has 15 MB."""


@dataclass(frozen=True, slots=True)
class Chain:
    """What is known of a signer."""

    finding: Finding
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class TrustStore:
    """Anchors and revocation lists that belong to them."""

    anchors: tuple[Certificate, ...] = ()
    revocations: tuple[RevocationList, ...] = field(default=(), repr=False)
    problems: tuple[str, ...] = ()
    """What could not be used, one line each: file and reason."""
    allow_sha1: bool = False
    """Accept signatures with SHA-1, which some old passports still have."""

    @classmethod
    def load(cls, *paths: Path, allow_sha1: bool = False) -> TrustStore:
        """Read files, and all files of folders; what is broken is left out and told in `problems`. Raises OSError."""
        materials = [_read(file) for path in paths for file in _files(path)]
        anchors = {anchor.fingerprint: anchor for material in materials for anchor in material.anchors}
        problems = [problem for material in materials for problem in material.problems]
        lists = [one for material in materials for one in material.revocations]
        good = tuple(one for one in lists if any(_has_signed(anchor, one) for anchor in anchors.values()))
        if len(good) < len(lists):
            problems.append(f"{len(lists) - len(good)} revocation lists are signed by no trusted authority")
        return cls(tuple(anchors.values()), good, tuple(problems), allow_sha1)

    def judge(self, signer: Certificate, moment: Moment) -> Chain:
        """Follow a signer's certificate to an anchor (ICAO 9303-11 §5.1, 9303-12 §7.1)."""
        named = [anchor for anchor in self.anchors if anchor.subject == signer.issuer]
        if signer.authority_key_id is not None:
            named = [anchor for anchor in named if anchor.key_id in (None, signer.authority_key_id)]
        if not named:
            return Chain(Finding.UNKNOWN, ("CSCA_UNKNOWN",))
        issuer = next((anchor for anchor in named if _has_signed(anchor, signer)), None)
        if issuer is None:
            return Chain(Finding.FAILED, ("CHAIN_BROKEN",))
        return self._revoked(signer, issuer, moment) or _dates(signer, issuer, moment) or Chain(Finding.OK)

    def _revoked(self, signer: Certificate, issuer: Certificate, moment: Moment) -> Chain | None:
        lists = [one for one in self.revocations if one.issuer == issuer.subject]
        if any(signer.serial in one.serials for one in lists):
            return Chain(Finding.REVOKED, ("SIGNER_REVOKED",))
        fresh = [one for one in lists if one.next_update is None or moment.at <= one.next_update]
        if lists and not fresh and moment.certain:
            return Chain(Finding.UNKNOWN, ("CRL_OUT_OF_DATE",))
        return None


def save_anchors(anchors: Iterable[Certificate], folder: Path) -> tuple[Path, ...]:
    """Write each anchor into a trust folder as one file named after its fingerprint. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for anchor in anchors:
        path = folder / f"{anchor.fingerprint}.cer"
        path.write_bytes(anchor.der)
        paths.append(path)
    return tuple(paths)


def _dates(signer: Certificate, issuer: Certificate, moment: Moment) -> Chain | None:
    for who, certificate in (("SIGNER", signer), ("CSCA", issuer)):
        for wrong, finding in (
            (moment.at > certificate.not_after, Finding.EXPIRED),
            (moment.at < certificate.not_before, Finding.NOT_YET_VALID),
        ):
            if wrong and not moment.certain:
                return Chain(Finding.UNKNOWN, ("CLOCK_UNCERTAIN",))
            if wrong:
                return Chain(finding, (f"{who}_{finding.name}",))
    return None


def _has_signed(anchor: Certificate, one: Certificate | RevocationList) -> bool:
    try:
        return anchor.subject == one.issuer and one.signed.is_signed_by(anchor.key_info)
    except Unsupported:
        return False


def _files(path: Path) -> list[Path]:
    return sorted(file for file in path.iterdir() if file.is_file()) if path.is_dir() else [path]


def _read(file: Path) -> Material:
    if file.stat().st_size > MAX_FILE:
        return Material(problems=(f"{file.name}: too long",))
    try:
        material = read_material(file.read_bytes())
    except BadCertificate as error:
        return Material(problems=(f"{file.name}: {error}",))
    return Material(material.anchors, material.revocations, tuple(f"{file.name}: {one}" for one in material.problems))
