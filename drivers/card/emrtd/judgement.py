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


def judge(files: Mapping[str, bytes], proof: ChipProof, trust: TrustStore, moment: Moment) -> Judgement:
    """Judge the raw files of one reading by name; never raises."""
    try:
        sod, trouble = _security_object(files.get("SOD"))
    except Unsupported:
        sod, trouble = None, ("SOD_UNSUPPORTED",)
    if sod is None:
        chain = Chain(Finding.NOT_CHECKED)
        signed = Finding.UNSUPPORTED if "SOD_UNSUPPORTED" in trouble else Finding.NOT_CHECKED
        return _conclude(Finding.NOT_CHECKED, signed, chain, _counting(proof, False), trouble)
    unchanged, hash_reasons = _hashes(sod, files)
    signed, signature_reasons = _signature(sod, trust)
    chain = trust.judge(sod.message.signer, moment) if signed is Finding.OK else Chain(Finding.NOT_CHECKED)
    bound = unchanged is Finding.OK and signed is Finding.OK
    return _conclude(unchanged, signed, chain, _counting(proof, bound), hash_reasons + signature_reasons)


def _security_object(data: bytes | None) -> tuple[SecurityObject | None, tuple[str, ...]]:
    if data is None:
        return None, ("SOD_MISSING",)
    try:
        return parse_security_object(data), ()
    except Malformed:
        return None, ("SOD_UNREADABLE",)


def _hashes(sod: SecurityObject, files: Mapping[str, bytes]) -> tuple[Finding, tuple[str, ...]]:
    """Compare every data group read; one that the SOD does not list is as bad as one that differs."""
    reasons = []
    for name, data in files.items():
        if name in _UNJUDGED:
            continue
        matches = sod.matches(int(name.removeprefix("DG")), data)
        if not matches:
            reasons.append(f"{name}_NOT_IN_SOD" if matches is None else f"{name}_DIFFERS")
    return (Finding.FAILED if reasons else Finding.OK), tuple(reasons)


def _signature(sod: SecurityObject, trust: TrustStore) -> tuple[Finding, tuple[str, ...]]:
    if "sha1" in (sod.digest, sod.message.digest) and not trust.allow_sha1:
        return Finding.UNSUPPORTED, ("SHA1_NOT_ALLOWED",)
    try:
        good = sod.message.is_good()
    except Unsupported:
        return Finding.UNSUPPORTED, ("SOD_UNSUPPORTED",)
    return (Finding.OK, ()) if good else (Finding.FAILED, ("SIGNATURE_BAD",))


def _counting(proof: ChipProof, bound: bool) -> ChipProof:
    """A proof counts only when its key stood in signed data: else any chip could bring a key of its own."""
    if proof.finding is Finding.OK and not bound:
        return ChipProof(Finding.NOT_CHECKED, ("CHIP_KEY_NOT_SIGNED",))
    return proof


def _conclude(
    unchanged: Finding, signed: Finding, chain: Chain, proof: ChipProof, reasons: tuple[str, ...]
) -> Judgement:
    findings = Findings(unchanged, signed, chain.finding, proof.finding)
    every = (*reasons, *chain.reasons, *proof.reasons)
    return Judgement(_verdict(findings), findings, every)


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
