"""From findings to the verdict, proofs that count only behind signed data, and judging a stored reading again."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from drivers.card.emrtd import tlv
from drivers.card.emrtd.errors import Malformed
from drivers.card.emrtd.evidence import Transcript, judge_evidence, prove
from drivers.card.emrtd.judgement import ChipProof, Examination, Judgement, examine, judge
from drivers.card.emrtd.moment import Moment
from drivers.card.emrtd.reader import read_card
from drivers.card.emrtd.security_object import SecurityObject, parse_security_object
from drivers.card.emrtd.trust import Chain, TrustStore
from drivers.card.emrtd.trust_files import read_material
from drivers.card.simulated.chip import SoftwareChip
from drivers.card.simulated.link import InProcessLink
from drivers.card.simulated.profiles import issue
from drivers.ports import Can, CardReading, CardRequest, Finding, Verdict

NOW = Moment(datetime.now(UTC))


async def read(profile: str) -> tuple[CardReading, TrustStore]:
    specimen = issue(profile, portrait_size=600)
    trust = TrustStore(read_material(specimen.csca.encode()).anchors)
    key = Can(specimen.can) if specimen.can else specimen.key
    return await read_card(InProcessLink(specimen.chip), CardRequest(key), trust=trust), trust


def files(reading: CardReading) -> dict[str, bytes]:
    return {file.name: file.data for file in reading.files}


@pytest.mark.parametrize("profile", ["cccd-2021", "can-cuoc-2024", "cloned", "no-dg15", "bad-dg-hash", "unknown-csca"])
async def test_a_stored_reading_is_judged_again_with_the_same_outcome(profile: str) -> None:
    reading, trust = await read(profile)
    again = judge_evidence(files(reading), reading.evidence, trust, NOW)
    assert (again.verdict, again.findings, again.reasons) == (reading.verdict, reading.findings, reading.reasons)


async def test_evidence_of_another_card_does_not_prove_the_chip() -> None:
    (one, trust), (other, _) = await read("cccd-2021"), await read("cccd-2021")
    swapped = judge_evidence(files(one), other.evidence, trust, NOW)
    assert (swapped.verdict, swapped.reasons) == (Verdict.UNTRUSTED, ("CHIP_PROOF_FAILED",))


async def test_evidence_left_out_proves_nothing() -> None:
    reading, trust = await read("cccd-2021")
    silent = judge_evidence(files(reading), Transcript().encode(), trust, NOW)
    assert silent.verdict is Verdict.DATA_OK_CHIP_UNPROVEN
    with pytest.raises(Malformed):
        judge_evidence(files(reading), b"rubbish", trust, NOW)


async def test_a_file_that_the_sod_does_not_list_is_tampering() -> None:
    reading, trust = await read("no-dg15")
    other, _ = await read("cccd-2021")
    smuggled = {**files(reading), "DG15": files(other)["DG15"]}
    judged = judge(smuggled, examine(smuggled["SOD"], trust, NOW), ChipProof(Finding.OK))
    assert (judged.verdict, judged.findings.chip) == (Verdict.TAMPERED, Finding.NOT_CHECKED)
    assert judged.reasons == ("DG15_NOT_IN_SOD", "CHIP_KEY_NOT_SIGNED")


@pytest.mark.parametrize(
    ("hidden", "verdict", "reasons"),
    [
        ({0x010E}, Verdict.GENUINE, ()),
        ({0x010F}, Verdict.GENUINE, ()),
        ({0x010E, 0x010F}, Verdict.UNTRUSTED, ("CHIP_KEY_WITHHELD",)),
    ],
)
async def test_a_copy_that_hides_the_keys_it_cannot_use_is_found(
    hidden: set[int], verdict: Verdict, reasons: tuple[str, ...]
) -> None:
    specimen = issue(portrait_size=600)
    card = specimen.chip.card
    shown = {name: data for name, data in card.application.items() if name not in hidden}
    link = InProcessLink(SoftwareChip(replace(card, application=shown)))
    trust = TrustStore(read_material(specimen.csca.encode()).anchors)
    reading = await read_card(link, CardRequest(Can("000123")), trust=trust)
    assert (reading.verdict, reading.reasons) == (verdict, reasons)


@pytest.mark.parametrize("broken", [0x011E, 0x0102, 0x010D])
@pytest.mark.parametrize("content", [b"", b"\xff" * 200, b"\x75\x82\x40\x00" + bytes(100)])
async def test_a_broken_file_never_loses_the_others(broken: int, content: bytes) -> None:
    card = issue(portrait_size=600).chip.card
    link = InProcessLink(SoftwareChip(replace(card, application={**card.application, broken: content})))
    reading = await read_card(link, CardRequest(Can("000123"), portrait=True))
    assert reading.verdict is Verdict.ISSUER_UNKNOWN
    assert (reading.portrait is None, not reading.facts.fields) == (broken == 0x0102, broken == 0x010D)


@pytest.mark.parametrize(
    ("sod", "reason"), [(None, "SOD_MISSING"), (b"\x77\x00", "SOD_UNREADABLE"), (b"rubbish", "SOD_UNREADABLE")]
)
def test_without_a_readable_sod_nothing_is_trusted(sod: bytes | None, reason: str) -> None:
    judged = judge({"DG1": b"x"}, examine(sod, TrustStore(), NOW), ChipProof(Finding.OK))
    assert (judged.verdict, judged.findings.data_unchanged) == (Verdict.UNTRUSTED, Finding.NOT_CHECKED)
    assert judged.reasons[0] == reason


@pytest.mark.parametrize(
    ("signed", "issuer", "chip"),
    list(
        itertools.product(
            (Finding.OK, Finding.FAILED, Finding.UNSUPPORTED, Finding.NOT_CHECKED),
            (Finding.OK, Finding.UNKNOWN, Finding.EXPIRED, Finding.NOT_YET_VALID, Finding.REVOKED, Finding.FAILED),
            (Finding.OK, Finding.NOT_OFFERED, Finding.FAILED),
        )
    ),
)
def test_the_table_of_verdicts(signed: Finding, issuer: Finding, chip: Finding) -> None:
    judged = _judged(signed, issuer, chip)
    if signed is Finding.FAILED:
        expected = Verdict.TAMPERED
    elif signed is not Finding.OK or chip is Finding.FAILED:
        expected = Verdict.UNTRUSTED
    elif issuer is Finding.UNKNOWN:
        expected = Verdict.ISSUER_UNKNOWN
    elif issuer is not Finding.OK:
        expected = Verdict.UNTRUSTED
    else:
        expected = {Finding.OK: Verdict.GENUINE}.get(chip, Verdict.DATA_OK_CHIP_UNPROVEN)
    assert judged.verdict is expected


def _judged(signed: Finding, issuer: Finding, chip: Finding) -> Judgement:
    written = issue("no-dg15", portrait_size=600).chip.card.application
    sod = examine(written[0x011D], TrustStore(), NOW).sod
    return judge({"DG14": written[0x010E]}, Examination(sod, signed, Chain(issuer), ()), ChipProof(chip))


@pytest.mark.parametrize("allowed", [False, True])
async def test_sha1_counts_only_where_it_is_allowed(allowed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    reading, trust = await read("cccd-2021")

    def as_if_sha1(data: bytes) -> SecurityObject:
        return replace(parse_security_object(data), digest="sha1")

    monkeypatch.setattr("drivers.card.emrtd.judgement.parse_security_object", as_if_sha1)
    examined = examine(files(reading)["SOD"], replace(trust, allow_sha1=allowed), NOW)
    assert examined.signed is (Finding.OK if allowed else Finding.UNSUPPORTED)
    assert examined.reasons == (() if allowed else ("SHA1_NOT_ALLOWED",))


async def test_an_offer_that_the_signed_one_does_not_know_is_a_downgrade() -> None:
    reading, _ = await read("passport")
    stored = files(reading)
    weaker = bytes.fromhex("31143012060A04007F0007020204020102010202010D")
    stored["DG14"] = tlv.encode(0x6E, stored["CardAccess"])
    assert prove(stored, Transcript()).finding is not Finding.FAILED
    proof = prove({**stored, "CardAccess": weaker}, Transcript())
    assert (proof.finding, proof.reasons) == (Finding.FAILED, ("CARD_ACCESS_DIFFERS",))


async def test_a_file_of_an_unknown_name_is_tampering_not_a_crash() -> None:
    reading, trust = await read("cccd-2021")
    judged = judge_evidence({**files(reading), "DG١x": b"", "extra": b""}, reading.evidence, trust, NOW)
    assert judged.verdict is Verdict.TAMPERED
