"""Every card of the test bench with the verdict it must get, read with its printed CSCA and revocation list."""

from __future__ import annotations

from pathlib import Path

import pytest

from drivers.card.emrtd.reader import read_card
from drivers.card.emrtd.trust import TrustStore
from drivers.card.simulated.link import InProcessLink
from drivers.card.simulated.profiles import PROFILES, Specimen, issue
from drivers.ports import Access, Can, CardReading, CardRequest, DeviceError, DeviceFault, Finding, Verdict

BY_BAC = ("no-pace", "bac-only")

VERDICTS: dict[str, tuple[Verdict, tuple[str, ...]]] = {
    "cccd-2021": (Verdict.GENUINE, ()),
    "can-cuoc-2024": (Verdict.GENUINE, ()),
    "passport": (Verdict.GENUINE, ()),
    "mf-refused": (Verdict.GENUINE, ()),
    "hidden-access": (Verdict.GENUINE, ()),
    "reads-112": (Verdict.GENUINE, ()),
    "slow": (Verdict.GENUINE, ()),
    "three-tries": (Verdict.GENUINE, ()),
    "no-pace": (Verdict.GENUINE, ()),
    "bac-only": (Verdict.GENUINE, ()),
    "no-dg15": (Verdict.DATA_OK_CHIP_UNPROVEN, ("CHIP_PROOF_NOT_OFFERED",)),
    "unknown-csca": (Verdict.ISSUER_UNKNOWN, ("CSCA_UNKNOWN",)),
    "expired-signer": (Verdict.UNTRUSTED, ("SIGNER_EXPIRED",)),
    "not-yet-valid-signer": (Verdict.UNTRUSTED, ("SIGNER_NOT_YET_VALID",)),
    "revoked-signer": (Verdict.UNTRUSTED, ("SIGNER_REVOKED",)),
    "cloned": (Verdict.UNTRUSTED, ("CHIP_PROOF_FAILED",)),
    "bad-dg-hash": (Verdict.TAMPERED, ("DG13_DIFFERS",)),
    "sod-of-another-card": (Verdict.TAMPERED, ("DG1_DIFFERS", "DG13_DIFFERS", "DG14_DIFFERS", "DG15_DIFFERS")),
}

UNREADABLE = ("torn", "bank-card")

ACCESS = {"passport": Access.PACE_MRZ, "no-pace": Access.BAC, "bac-only": Access.BAC}


def trust(specimen: Specimen, folder: Path) -> TrustStore:
    """Trust what a specimen prints, as `kiosk card read --csca --crl` does."""
    (folder / "csca.pem").write_text(specimen.csca)
    (folder / "crl.pem").write_text(specimen.crl)
    return TrustStore.load(folder)


async def reading(specimen: Specimen, folder: Path) -> CardReading:
    by_bac = specimen.profile in BY_BAC
    key = specimen.key if by_bac or specimen.can is None else Can(specimen.can)
    request = CardRequest(key, portrait=True, allow_bac=by_bac)
    return await read_card(InProcessLink(specimen.chip), request, trust=trust(specimen, folder))


@pytest.mark.parametrize("profile", VERDICTS)
async def test_the_verdict_follows_the_profile(profile: str, tmp_path: Path) -> None:
    read = await reading(issue(profile), tmp_path)
    verdict, reasons = VERDICTS[profile]
    assert read.verdict is verdict
    assert read.reasons[: len(reasons)] == reasons
    assert bool(read.reasons) is (verdict is not Verdict.GENUINE)
    assert read.access is ACCESS.get(profile, Access.PACE_CAN)


def test_the_table_knows_every_profile() -> None:
    assert {*VERDICTS, *UNREADABLE} == set(PROFILES)


@pytest.mark.parametrize("step", range(1, 12))
async def test_a_torn_card_is_a_removed_card_at_every_step(step: int, tmp_path: Path) -> None:
    with pytest.raises(DeviceError) as torn:
        await reading(issue("torn", step=step), tmp_path)
    assert torn.value.fault is DeviceFault.CARD_REMOVED


async def test_a_card_without_the_application_is_not_a_chip_card() -> None:
    with pytest.raises(DeviceError) as refused:
        await read_card(InProcessLink(issue("bank-card").chip), CardRequest(Can("000123")))
    assert refused.value.fault is DeviceFault.NOT_A_CHIP_CARD


@pytest.mark.parametrize("profile", BY_BAC)
async def test_without_consent_nothing_falls_back_to_bac(profile: str) -> None:
    specimen = issue(profile)
    with pytest.raises(DeviceError) as refused:
        await read_card(InProcessLink(specimen.chip), CardRequest(specimen.key))
    assert refused.value.fault is DeviceFault.ACCESS_REFUSED


async def test_a_genuine_card_of_an_unconfigured_issuer_is_never_trusted() -> None:
    specimen = issue()
    assert specimen.can is not None
    read = await read_card(InProcessLink(specimen.chip), CardRequest(Can(specimen.can)))
    assert (read.verdict, read.findings.chip) == (Verdict.ISSUER_UNKNOWN, Finding.OK)


async def test_two_cards_of_one_profile_have_issuers_of_their_own(tmp_path: Path) -> None:
    one, other = issue(), issue()
    assert other.can is not None
    read = await read_card(InProcessLink(other.chip), CardRequest(Can(other.can)), trust=trust(one, tmp_path))
    assert read.verdict is not Verdict.GENUINE
