"""The software chip with every cipher suite and curve a reader may meet: PACE, BAC, Chip and Active Authentication."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from drivers.card.emrtd.curves import NAMED
from drivers.card.emrtd.reader import read_card
from drivers.card.emrtd.trust import TrustStore
from drivers.card.simulated.chip import SoftwareChip
from drivers.card.simulated.holder import Holder
from drivers.card.simulated.issuance import Active, Blueprint, personalise
from drivers.card.simulated.issuer import Issuer
from drivers.card.simulated.link import InProcessLink
from drivers.card.simulated.security_infos import Cipher, PaceOffer
from drivers.ports import Access, Can, CardReading, CardRequest, MrzKey, Verdict

HOLDER = Holder()
NOW = datetime(2026, 9, 16, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer.found(NOW)


@pytest.fixture(scope="module")
def trust(issuer: Issuer, tmp_path_factory: pytest.TempPathFactory) -> TrustStore:
    file: Path = tmp_path_factory.mktemp("trust") / "csca.pem"
    file.write_text(issuer.csca_pem)
    return TrustStore.load(file)


async def reading(blueprint: Blueprint, issuer: Issuer, trust: TrustStore, key: Can | MrzKey) -> CardReading:
    chip = SoftwareChip(personalise(blueprint, HOLDER, issuer))
    return await read_card(InProcessLink(chip), CardRequest(key, allow_bac=True), trust=trust)


@pytest.mark.parametrize("cipher", Cipher)
async def test_every_cipher_suite_opens_reads_and_proves_the_chip(
    cipher: Cipher, issuer: Issuer, trust: TrustStore
) -> None:
    blueprint = Blueprint(pace=(PaceOffer(cipher),), chip_cipher=cipher, active=Active.NONE)
    read = await reading(blueprint, issuer, trust, Can(HOLDER.can))
    assert (read.access, read.verdict) == (Access.PACE_CAN, Verdict.GENUINE)


@pytest.mark.parametrize("parameter", NAMED)
async def test_every_curve_opens_with_can_and_with_mrz(parameter: int, issuer: Issuer, trust: TrustStore) -> None:
    blueprint = Blueprint(pace=(PaceOffer(Cipher.AES256, parameter),))
    for key, access in ((Can(HOLDER.can), Access.PACE_CAN), (HOLDER.card_key, Access.PACE_MRZ)):
        read = await reading(blueprint, issuer, trust, key)
        assert (read.access, read.verdict) == (access, Verdict.GENUINE)


@pytest.mark.parametrize("active", [Active.RSA, Active.ECDSA])
@pytest.mark.parametrize("bac", [False, True])
async def test_active_authentication_alone_proves_the_chip(
    active: Active, bac: bool, issuer: Issuer, trust: TrustStore
) -> None:
    blueprint = Blueprint(active=active, chip_cipher=None, pace=() if bac else (PaceOffer(),))
    read = await reading(blueprint, issuer, trust, HOLDER.card_key)
    assert read.verdict is Verdict.GENUINE


async def test_chip_authentication_alone_proves_the_chip(issuer: Issuer, trust: TrustStore) -> None:
    read = await reading(Blueprint(active=Active.NONE), issuer, trust, Can(HOLDER.can))
    assert read.verdict is Verdict.GENUINE


@pytest.mark.parametrize("active", [Active.RSA, Active.ECDSA])
async def test_a_copied_active_key_alone_betrays_the_copy(active: Active, issuer: Issuer, trust: TrustStore) -> None:
    blueprint = Blueprint(active=active, chip_cipher=None)
    genuine, other = (personalise(blueprint, HOLDER, issuer) for _ in range(2))
    copy = SoftwareChip(replace(genuine, active_key=other.active_key))
    read = await read_card(InProcessLink(copy), CardRequest(Can(HOLDER.can)), trust=trust)
    assert (read.verdict, read.reasons) == (Verdict.UNTRUSTED, ("CHIP_PROOF_FAILED",))


async def test_of_several_offers_the_chip_runs_the_one_that_is_chosen(issuer: Issuer, trust: TrustStore) -> None:
    offers = (PaceOffer(Cipher.DES3, 12), PaceOffer(Cipher.AES128, 13), PaceOffer(Cipher.AES256, 17))
    read = await reading(Blueprint(pace=offers), issuer, trust, Can(HOLDER.can))
    assert read.verdict is Verdict.GENUINE
