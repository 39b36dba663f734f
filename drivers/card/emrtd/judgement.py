"""The four findings of an authenticity check and the verdict they lead to; never a boolean (ICAO 9303-11 §5, §6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drivers.card.emrtd.errors import Malformed
from drivers.card.emrtd.moment import Moment
from drivers.card.emrtd.security_object import SecurityObject, parse_security_object
from drivers.card.emrtd.signatures import Unsupported
from drivers.card.emrtd.trust import Chain, TrustStore
from drivers.ports import Finding, Findings, Verdict

PROOF_GROUPS = (14, 15)
"""Data groups with the keys of Chip and Active Authentication."""
_UNJUDGED = ("CardAccess", "COM", "SOD")
"""Files that the SOD does not speak of."""


@dataclass(frozen=True, slots=True)
class ChipProof:
    """What came of Chip and Active Authentication."""

    finding: Finding
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """Findings, the verdict that follows, and why."""

    verdict: Verdict
    findings: Findings
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Examination:
    """What the SOD is worth, whatever the other files say."""

    sod: SecurityObject | None
    signed: Finding
    chain: Chain
    reasons: tuple[str, ...]

    @property
    def groups(self) -> frozenset[int]:
        """Data groups that the SOD lists; none when it cannot be read."""
        return frozenset(self.sod.hashes) if self.sod else frozenset()


def examine(sod: bytes | None, trust: TrustStore, moment: Moment) -> Examination:
    """Read the SOD, verify its signature and follow its signer; never raises."""
    if sod is None:
        return _unread(Finding.NOT_CHECKED, "SOD_MISSING")
    try:
        parsed = parse_security_object(sod)
        signed, reasons = _signature(parsed, trust)
    except Malformed:
        return _unread(Finding.NOT_CHECKED, "SOD_UNREADABLE")
    except Unsupported:
        return _unread(Finding.UNSUPPORTED, "SOD_UNSUPPORTED")
    chain = trust.judge(parsed.message.signer, moment) if signed is Finding.OK else Chain(Finding.NOT_CHECKED)
    return Examination(parsed, signed, chain, reasons)


def judge(files: Mapping[str, bytes], examination: Examination, proof: ChipProof) -> Judgement:
    """Judge the raw files of one reading, by name."""
    unchanged, reasons = _hashes(examination.sod, files)
    bound = unchanged is Finding.OK and examination.signed is Finding.OK
    proof = _counting(proof, bound, {f"DG{group}" for group in PROOF_GROUPS if group in examination.groups} - {*files})
    findings = Findings(unchanged, examination.signed, examination.chain.finding, proof.finding)
    every = (*reasons, *examination.reasons, *examination.chain.reasons, *proof.reasons)
    return Judgement(_verdict(findings), findings, every)


def _unread(signed: Finding, reason: str) -> Examination:
    return Examination(None, signed, Chain(Finding.NOT_CHECKED), (reason,))


def _hashes(sod: SecurityObject | None, files: Mapping[str, bytes]) -> tuple[Finding, tuple[str, ...]]:
    """Compare every data group read; one that the SOD does not list is as bad as one that differs."""
    if sod is None:
        return Finding.NOT_CHECKED, ()
    reasons = []
    for name, data in files.items():
        if name in _UNJUDGED:
            continue
        group = name.removeprefix("DG")
        matches = sod.matches(int(group), data) if group.isdecimal() else None
        if not matches:
            reasons.append(f"{name}_NOT_IN_SOD" if matches is None else f"{name}_DIFFERS")
    return (Finding.FAILED if reasons else Finding.OK), tuple(reasons)


def _signature(sod: SecurityObject, trust: TrustStore) -> tuple[Finding, tuple[str, ...]]:
    if "sha1" in (sod.digest, sod.message.digest) and not trust.allow_sha1:
        return Finding.UNSUPPORTED, ("SHA1_NOT_ALLOWED",)
    return (Finding.OK, ()) if sod.message.is_good() else (Finding.FAILED, ("SIGNATURE_BAD",))


def _counting(proof: ChipProof, bound: bool, withheld: set[str]) -> ChipProof:
    """A proof counts only when its key stood in signed data: else any chip could bring a key of its own.

    And a chip that shows no key though one was signed for it is a copy that cannot use it.
    """
    if proof.finding is Finding.OK and not bound:
        return ChipProof(Finding.NOT_CHECKED, ("CHIP_KEY_NOT_SIGNED",))
    if proof.finding is Finding.NOT_OFFERED and bound and withheld:
        return ChipProof(Finding.FAILED, ("CHIP_KEY_WITHHELD",))
    return proof


def _verdict(findings: Findings) -> Verdict:
    """The worst finding decides."""
    if Finding.FAILED in (findings.data_unchanged, findings.signed):
        return Verdict.TAMPERED
    if Finding.FAILED in (findings.issuer, findings.chip) or findings.signed is not Finding.OK:
        return Verdict.UNTRUSTED
    if findings.issuer is Finding.UNKNOWN:
        return Verdict.ISSUER_UNKNOWN
    if findings.issuer is not Finding.OK:
        return Verdict.UNTRUSTED
    return Verdict.GENUINE if findings.chip is Finding.OK else Verdict.DATA_OK_CHIP_UNPROVEN
