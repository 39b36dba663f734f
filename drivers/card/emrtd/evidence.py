"""What the portal needs to judge a reading again by itself: raw files, and the transcript of the chip's proofs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import cbor2

from drivers.card.emrtd.active_authentication import SignedChallenge, challenge_holds
from drivers.card.emrtd.chip_authentication import ChipAgreement, agreement_holds, parse_chip_file
from drivers.card.emrtd.errors import Malformed
from drivers.card.emrtd.judgement import ChipProof, Judgement, examine, judge
from drivers.card.emrtd.moment import Moment
from drivers.card.emrtd.security_infos import parse_security_infos
from drivers.card.emrtd.signatures import Unsupported
from drivers.card.emrtd.trust import TrustStore
from drivers.ports import Finding

MAX_TRANSCRIPT = 8192


@dataclass(frozen=True, slots=True)
class Transcript:
    """The chip's proofs of one reading; None where a proof was not offered."""

    agreement: ChipAgreement | None = None
    challenge: SignedChallenge | None = None
    failed: bool = False
    """The chip offered a proof and broke off."""

    def encode(self) -> bytes:
        """CBOR: ``{"ca": [private key, answer], "aa": [challenge, signature], "failed": bool}``."""
        proofs: dict[str, Any] = {"failed": self.failed}
        if self.agreement:
            private = self.agreement.private
            proofs["ca"] = [private.to_bytes((private.bit_length() + 7) // 8, "big"), self.agreement.answer]
        if self.challenge:
            proofs["aa"] = [self.challenge.challenge, self.challenge.signature]
        return cbor2.dumps(proofs)

    @classmethod
    def decode(cls, data: bytes) -> Transcript:
        """Read what `encode` wrote. Raises Malformed."""
        if len(data) > MAX_TRANSCRIPT:
            raise Malformed("transcript too long")
        try:
            proofs = cbor2.loads(data)
            agreement, challenge = (_two_strings(proofs.get(name)) for name in ("ca", "aa"))
            return cls(
                ChipAgreement(int.from_bytes(agreement[0], "big"), agreement[1]) if agreement else None,
                SignedChallenge(*challenge) if challenge else None,
                proofs.get("failed") is True,
            )
        except (cbor2.CBORDecodeError, AttributeError, ValueError, TypeError, RecursionError) as error:
            raise Malformed("transcript cannot be read") from error


def prove(files: Mapping[str, bytes], transcript: Transcript) -> ChipProof:
    """Check every proof in the transcript against the keys in the files."""
    if _offers_differ(files):
        return ChipProof(Finding.FAILED, ("CARD_ACCESS_DIFFERS",))
    answers = [answer for answer in (_agreement(files, transcript), _challenge(files, transcript)) if answer]
    if transcript.failed or Finding.FAILED in answers:
        return ChipProof(Finding.FAILED, ("CHIP_PROOF_FAILED",))
    if Finding.OK in answers:
        return ChipProof(Finding.OK)
    return ChipProof(Finding.NOT_OFFERED, ("CHIP_PROOF_UNSUPPORTED" if answers else "CHIP_PROOF_NOT_OFFERED",))


def judge_evidence(files: Mapping[str, bytes], transcript: bytes, trust: TrustStore, moment: Moment) -> Judgement:
    """Judge a stored reading anew, trusting nothing that the kiosk concluded. Raises Malformed for a bad transcript."""
    proof = prove(files, Transcript.decode(transcript))
    return judge(files, examine(files.get("SOD"), trust, moment), proof)


def _offers_differ(files: Mapping[str, bytes]) -> bool:
    """Whether EF.CardAccess, which nobody signed, offers a PACE that DG14 does not know (ICAO 9303-11 §9.2)."""
    try:
        offered = parse_security_infos(files["CardAccess"]).pace_raw
        signed = parse_chip_file(files["DG14"]).pace_raw
    except (KeyError, Malformed):
        return False
    return bool(signed) and not offered <= signed


def _agreement(files: Mapping[str, bytes], transcript: Transcript) -> Finding | None:
    if transcript.agreement is None:
        return None
    try:
        holds = agreement_holds(parse_chip_file(files.get("DG14", b"")), transcript.agreement)
    except Malformed:
        return Finding.FAILED
    return Finding.OK if holds else Finding.FAILED


def _challenge(files: Mapping[str, bytes], transcript: Transcript) -> Finding | None:
    if transcript.challenge is None:
        return None
    try:
        return Finding.OK if challenge_holds(files.get("DG15", b""), transcript.challenge) else Finding.FAILED
    except Malformed:
        return Finding.FAILED
    except Unsupported:
        return Finding.UNSUPPORTED


def _two_strings(value: object) -> tuple[bytes, bytes] | None:
    if value is None:
        return None
    match value:
        case [bytes(one), bytes(two)]:
            return one, two
    raise ValueError
