"""The files of a software card: the Vietnamese layouts, the picture, a signature that foreign code accepts."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from drivers.card.emrtd.tlv import first, parse
from drivers.card.simulated import files
from drivers.card.simulated.card import CARD_ACCESS, COM, SOD, group_file
from drivers.card.simulated.holder import Holder
from drivers.card.simulated.profiles import Specimen, issue

PUBLISHED_HOLDER = Holder(
    number="001190123456", name="Nguyễn Thị An", born=date(1990, 1, 15), expires=date(2030, 1, 15)
)
PUBLISHED_CARD_ACCESS = (
    "3134300d060804007f0007020202020101300f060a04007f000702020302020201013012060a04007f0007020204020202010202010d"
)


def test_the_zone_is_laid_out_as_the_published_example() -> None:
    assert PUBLISHED_HOLDER.card_mrz() == (
        "IDVNM1901234569001190123456<<0",
        "9001158F3001156VNM<<<<<<<<<<<8",
        "NGUYEN<<THI<AN<<<<<<<<<<<<<<<<",
    )
    assert PUBLISHED_HOLDER.can == "123456"


def test_the_passport_zone_has_two_lines_of_44_and_folds_the_name() -> None:
    upper, lower = replace(Holder(), name="Đỗ Thị Ánh Tuyết").passport_mrz()
    assert upper == "P<VNMDO<<THI<ANH<TUYET".ljust(44, "<")
    assert (len(lower), lower[:10], lower[13:19]) == (44, "Z000001231", "900902")


def test_card_access_is_byte_for_byte_the_published_one() -> None:
    assert issue().chip.card.master[CARD_ACCESS].hex() == PUBLISHED_CARD_ACCESS


def test_dg13_numbers_its_fields_and_leaves_out_what_is_absent() -> None:
    outer = first(first(files.dg13(Holder()), 0x6D), 0x30)
    version, mark, rows = parse(outer)
    assert (version.value, mark.value) == (b"\x01", files.UTF8_MARK)
    fields = {parse(row.value)[0].value[0]: parse(row.value)[1] for row in parse(rows.value)}
    assert sorted(fields) == [*range(1, 14), 16]
    assert fields[2].value.decode() == "Trần Thị Mẫu"
    assert [name.value.decode() for name in parse(fields[13].value)] == ["Trần Văn Thử", "Lê Thị Nghiệm"]


def test_the_picture_is_jpeg_2000_of_the_size_asked_for() -> None:
    dg2 = issue(portrait_size=9_000).chip.card.application[group_file(2)]
    picture = dg2[dg2.index(bytes.fromhex("0000000C6A502020")) :]
    assert 8_000 < len(picture) < 9_500
    with Image.open(io.BytesIO(picture)) as image:
        assert (image.format, image.size) == ("JPEG2000", (300, 400))


def test_com_lists_what_the_vietnamese_card_lists() -> None:
    assert issue().chip.card.application[COM].hex().endswith("5c066175636d6f6e")


needs_openssl = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="NOT TESTED: openssl is missing; apt-get install openssl"
)


def openssl_cms(specimen: Specimen, folder: Path, *options: str) -> subprocess.CompletedProcess[bytes]:
    """Verify a card's EF.SOD with openssl; standard output is what was signed."""
    (folder / "sod").write_bytes(first(specimen.chip.card.application[SOD], 0x77))
    (folder / "csca").write_text(specimen.csca)
    command = ["openssl", "cms", "-verify", "-inform", "DER", "-in", "sod", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False)


@pytest.mark.thirdparty
@needs_openssl
@pytest.mark.parametrize("profile", ["cccd-2021", "can-cuoc-2024"])
def test_openssl_accepts_the_signature_under_the_printed_root(profile: str, tmp_path: Path) -> None:
    specimen = issue(profile)
    verified = openssl_cms(specimen, tmp_path, "-purpose", "any", "-CAfile", "csca")
    assert verified.returncode == 0
    for content in (specimen.chip.card.application[group_file(number)] for number in (1, 2, 14, 15)):
        assert hashlib.sha256(content).digest() in verified.stdout


@pytest.mark.thirdparty
@needs_openssl
def test_the_passport_root_spells_its_curve_out_which_openssl_verifies_but_will_not_chain(tmp_path: Path) -> None:
    specimen = issue("passport")
    assert openssl_cms(specimen, tmp_path, "-noverify").returncode == 0
    chained = openssl_cms(specimen, tmp_path, "-purpose", "any", "-CAfile", "csca")
    assert b"explicit ECC parameters" in chained.stderr


@pytest.mark.thirdparty
@needs_openssl
@pytest.mark.parametrize(("profile", "listed"), [("cccd-2021", False), ("revoked-signer", True)])
def test_openssl_reads_the_revocation_list(profile: str, listed: bool, tmp_path: Path) -> None:
    (tmp_path / "crl").write_text(issue(profile).crl)
    command = ["openssl", "crl", "-in", "crl", "-noout", "-text"]
    text = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, text=True).stdout
    assert ("Serial Number:" in text) is listed
