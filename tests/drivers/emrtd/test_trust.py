"""Whom the kiosk believes: every form of file, chains, dates, revocation, a clock that may be wrong."""

from __future__ import annotations

import base64
import hashlib
import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import cms, core
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from drivers.card.emrtd import tlv
from drivers.card.emrtd.certificates import BadCertificate, Certificate
from drivers.card.emrtd.moment import Moment
from drivers.card.emrtd.security_object import parse_security_object
from drivers.card.emrtd.trust import TrustStore, save_anchors
from drivers.card.emrtd.trust_files import read_material
from drivers.card.emrtd.trust_folder import TrustFolder
from drivers.card.simulated.issuer import Issuer, Lifetime, Recipe
from drivers.ports import Finding

NOW = datetime(2026, 9, 16, tzinfo=UTC)
YEAR = timedelta(days=365)
GROUPS = {1: b"one", 13: b"thirteen"}
MASTER_LIST = "2.23.136.1.1.2"


def der(issuer: Issuer) -> bytes:
    return ssl.PEM_cert_to_DER_cert(issuer.csca_pem)


def crl_der(issuer: Issuer, *, revoked: bool = False) -> bytes:
    return ssl.PEM_cert_to_DER_cert(issuer.crl_pem(revoked).replace("X509 CRL", "CERTIFICATE"))


def signer(issuer: Issuer) -> Certificate:
    return Certificate.load(issuer.signer.public_bytes(serialization.Encoding.DER))


def master_list(content: bytes, issuer: Issuer, kind: str = MASTER_LIST) -> bytes:
    """A list signed without attributes by the issuer's signer."""
    assert isinstance(issuer.signer_key, ec.EllipticCurvePrivateKey)
    certificate = asn1_x509.Certificate.load(issuer.signer.public_bytes(serialization.Encoding.DER))
    name = cms.IssuerAndSerialNumber({"issuer": certificate.issuer, "serial_number": certificate.serial_number})
    signer_info = {
        "version": "v1",
        "sid": cms.SignerIdentifier({"issuer_and_serial_number": name}),
        "digest_algorithm": {"algorithm": "sha256"},
        "signature_algorithm": {"algorithm": "sha256_ecdsa"},
        "signature": issuer.signer_key.sign(content, ec.ECDSA(hashes.SHA256())),
    }
    signed = cms.SignedData(
        {
            "version": "v3",
            "digest_algorithms": [{"algorithm": "sha256"}],
            "encap_content_info": {"content_type": kind, "content": core.ParsableOctetString(content)},
            "certificates": [certificate],
            "signer_infos": [signer_info],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())


def listing(*certificates: bytes) -> bytes:
    return tlv.encode(0x30, tlv.encode(0x02, b"\x00"), tlv.encode(0x31, *certificates))


def forms(issuer: Issuer) -> dict[str, bytes]:
    text = base64.encodebytes(der(issuer)).replace(b"\n", b"\n ").rstrip()
    list_text = base64.b64encode(master_list(listing(der(issuer)), issuer))
    return {
        "der": der(issuer),
        "pem": issuer.csca_pem.encode(),
        "ldif": b"dn: cn=CSCA,c=VN\nobjectClass: top\ncACertificate;binary:: " + text + b"\n\ndn: cn=other\n",
        "ldif-list": b"dn: cn=list\r\nCscaMasterListData:: " + list_text[:70] + b"\r\n " + list_text[70:] + b"\r\n",
        "master-list": master_list(listing(der(issuer)), issuer),
    }


@pytest.mark.parametrize("form", ["der", "pem", "ldif", "ldif-list", "master-list"])
def test_an_anchor_in_every_form_makes_the_chain_trusted(form: str, tmp_path: Path) -> None:
    issuer = Issuer.found(NOW)
    (tmp_path / "anchor").write_bytes(forms(issuer)[form])
    store = TrustStore.load(tmp_path)
    assert store.problems == ()
    assert store.judge(signer(issuer), Moment(NOW)).finding is Finding.OK


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(),
        Recipe(explicit=True),
        Recipe(csca_curve=ec.BrainpoolP512R1(), digest="sha512", explicit=True),
        Recipe(csca_curve=ec.SECP521R1(), signer_curve=ec.SECP384R1(), digest="sha384"),
        Recipe(signer_curve=None),
    ],
    ids=["brainpool", "explicit", "brainpool512-explicit", "nist", "pss"],
)
def test_every_kind_of_key_and_signature_is_verified(recipe: Recipe, tmp_path: Path) -> None:
    issuer = Issuer.found(NOW, recipe=recipe)
    sod = parse_security_object(issuer.sod(GROUPS))
    assert sod.message.is_good()
    assert [sod.matches(number, data) for number, data in GROUPS.items()] == [True, True]
    assert sod.matches(1, b"other") is False
    assert sod.matches(2, b"other") is None
    (tmp_path / "anchor.cer").write_bytes(der(issuer))
    assert TrustStore.load(tmp_path).judge(sod.message.signer, Moment(NOW)).finding is Finding.OK


def test_a_changed_signature_is_bad() -> None:
    sod = bytearray(Issuer.found(NOW).sod(GROUPS))
    sod[-1] ^= 1
    assert not parse_security_object(bytes(sod)).message.is_good()


def test_hashes_changed_under_a_good_signature_are_bad() -> None:
    sod = Issuer.found(NOW).sod(GROUPS)
    forged = sod.replace(hashlib.sha256(b"one").digest(), hashlib.sha256(b"two").digest())
    assert forged != sod
    parsed = parse_security_object(forged)
    assert parsed.matches(1, b"two")
    assert not parsed.message.is_good()


def test_nobody_is_trusted_without_anchors() -> None:
    chain = TrustStore().judge(signer(Issuer.found(NOW)), Moment(NOW))
    assert (chain.finding, chain.reasons) == (Finding.UNKNOWN, ("CSCA_UNKNOWN",))


def test_another_key_of_the_same_name_is_unknown_and_a_forged_one_is_broken() -> None:
    issuer, other = Issuer.found(NOW), Issuer.found(NOW)
    store = TrustStore((Certificate.load(der(other)),))
    assert store.judge(signer(issuer), Moment(NOW)).finding is Finding.UNKNOWN
    forged = replace(signer(issuer), authority_key_id=Certificate.load(der(other)).key_id)
    chain = store.judge(forged, Moment(NOW))
    assert (chain.finding, chain.reasons) == (Finding.FAILED, ("CHAIN_BROKEN",))


@pytest.mark.parametrize(
    ("life", "finding", "reason"),
    [
        (Lifetime(NOW - 3 * YEAR, NOW - YEAR), Finding.EXPIRED, "SIGNER_EXPIRED"),
        (Lifetime(NOW + YEAR, NOW + 3 * YEAR), Finding.NOT_YET_VALID, "SIGNER_NOT_YET_VALID"),
    ],
)
def test_dates_condemn_only_by_a_certain_clock(life: Lifetime, finding: Finding, reason: str) -> None:
    issuer = Issuer.found(NOW, life)
    store = TrustStore((Certificate.load(der(issuer)),))
    sure, unsure = (store.judge(signer(issuer), Moment(NOW, certain)) for certain in (True, False))
    assert (sure.finding, sure.reasons) == (finding, (reason,))
    assert (unsure.finding, unsure.reasons) == (Finding.UNKNOWN, ("CLOCK_UNCERTAIN",))


def test_an_expired_authority_is_named() -> None:
    issuer = Issuer.found(NOW)
    long_after = max(signer(issuer).not_after, Certificate.load(der(issuer)).not_after) + YEAR
    chain = TrustStore((Certificate.load(der(issuer)),)).judge(signer(issuer), Moment(long_after))
    assert chain.finding is Finding.EXPIRED


@pytest.mark.parametrize("certain", [True, False])
def test_a_revoked_signer_is_revoked_whatever_the_clock(certain: bool, tmp_path: Path) -> None:
    issuer = Issuer.found(NOW)
    (tmp_path / "a.cer").write_bytes(der(issuer))
    (tmp_path / "b.crl").write_bytes(crl_der(issuer, revoked=True))
    chain = TrustStore.load(tmp_path).judge(signer(issuer), Moment(NOW + 3 * YEAR, certain))
    assert (chain.finding, chain.reasons) == (Finding.REVOKED, ("SIGNER_REVOKED",))


def test_a_list_past_its_next_update_no_longer_vouches(tmp_path: Path) -> None:
    issuer = Issuer.found(NOW, Lifetime(NOW - YEAR, NOW + 9 * YEAR))
    (tmp_path / "a.cer").write_bytes(der(issuer))
    (tmp_path / "b.crl").write_text(issuer.crl_pem())
    store = TrustStore.load(tmp_path)
    assert store.judge(signer(issuer), Moment(NOW)).finding is Finding.OK
    late = store.judge(signer(issuer), Moment(NOW + 2 * YEAR))
    assert (late.finding, late.reasons) == (Finding.UNKNOWN, ("CRL_OUT_OF_DATE",))


def test_a_revocation_list_of_a_stranger_is_not_believed(tmp_path: Path) -> None:
    issuer, stranger = Issuer.found(NOW), Issuer.found(NOW)
    (tmp_path / "a.cer").write_bytes(der(issuer))
    (tmp_path / "b.crl").write_bytes(crl_der(replace(stranger, signer=issuer.signer), revoked=True))
    store = TrustStore.load(tmp_path)
    assert store.revocations == ()
    assert len(store.problems) == 1
    assert store.judge(signer(issuer), Moment(NOW)).finding is Finding.OK


def test_one_bad_entry_never_loses_the_list() -> None:
    issuer = Issuer.found(NOW)
    broken = tlv.encode(0x30, tlv.encode(0x30, tlv.encode(0xA0, b"\x02\x01\x02")))
    material = read_material(master_list(listing(broken, der(issuer), signer(issuer).der), issuer))
    assert len(material.anchors) == 1
    assert len(material.problems) == 2


def test_a_master_list_with_a_bad_signature_or_of_another_kind_is_refused() -> None:
    issuer = Issuer.found(NOW)
    content = listing(der(issuer))
    bad = bytearray(master_list(content, issuer))
    bad[-1] ^= 1
    for data in (bytes(bad), master_list(content, issuer, "2.23.136.1.1.1")):
        material = read_material(data)
        assert material.anchors == ()
        assert len(material.problems) == 1


def test_a_signer_is_no_anchor_and_rubbish_no_file(tmp_path: Path) -> None:
    assert read_material(signer(Issuer.found(NOW)).der).problems == ("certificate of a signer, not of an authority",)
    with pytest.raises(BadCertificate):
        read_material(b"hello")
    (tmp_path / "readme.txt").write_text("hello")
    assert TrustStore.load(tmp_path).problems == ("readme.txt: neither DER, PEM nor LDIF",)


def test_saved_anchors_are_loaded_again(tmp_path: Path) -> None:
    anchor = Certificate.load(der(Issuer.found(NOW)))
    (path,) = save_anchors([anchor], tmp_path / "trust")
    assert path.name == f"{anchor.fingerprint}.cer"
    assert TrustStore.load(tmp_path / "trust").anchors == (anchor,)


async def test_a_trust_folder_is_read_again_only_when_it_changed(tmp_path: Path) -> None:
    folder = TrustFolder(tmp_path / "trust")
    assert (await folder.current()).anchors == (), "a folder that is not there yet trusts nobody"
    issuer = Issuer.found(NOW)
    save_anchors([Certificate.load(der(issuer))], tmp_path / "trust")
    first = await folder.current()
    assert len(first.anchors) == 1
    assert await folder.current() is first
    (tmp_path / "trust" / "list.crl").write_bytes(crl_der(issuer, revoked=True))
    assert len((await folder.current()).revocations) == 1
    for file in (tmp_path / "trust").iterdir():
        file.unlink()
    assert (await folder.current()).anchors == ()
