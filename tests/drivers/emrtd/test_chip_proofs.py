"""Active and Chip Authentication in every form that chips are known to answer in."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from drivers.card.emrtd import tlv
from drivers.card.emrtd.active_authentication import SignedChallenge, challenge_holds
from drivers.card.emrtd.chip_authentication import find_way, parse_chip_file
from drivers.card.emrtd.evidence import Transcript
from drivers.card.emrtd.reader import read_card
from drivers.card.emrtd.security_infos import CHIP_KEY_ECDH
from drivers.card.emrtd.signatures import Unsupported
from drivers.card.simulated.chip import SoftwareChip
from drivers.card.simulated.holder import Holder
from drivers.card.simulated.issuance import Active, Blueprint, personalise
from drivers.card.simulated.issuer import Issuer
from drivers.card.simulated.link import InProcessLink
from drivers.card.simulated.profiles import issue
from drivers.card.simulated.refusal import Refusal
from drivers.card.simulated.security_infos import Cipher
from drivers.ports import Can, CardRequest, Finding
from tests.drivers.emrtd.test_trust import NOW

CHALLENGE = bytes(range(8))
TRAILERS = [("sha1", b"\xbc"), ("sha1", b"\x33\xcc"), ("sha256", b"\x34\xcc"), ("sha512", b"\x35\xcc")]
TRAILERS += [("sha384", b"\x36\xcc"), ("sha224", b"\x38\xcc")]
RSA_KEY = rsa.generate_private_key(65537, 2048)


def dg15(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    encoding, form = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    return tlv.encode(0x6F, key.public_key().public_bytes(encoding, form))


def recoverable(digest: str, trailer: bytes, *, challenge: bytes = CHALLENGE, other_root: bool = False) -> bytes:
    """ISO/IEC 9796-2 scheme 1 as chips make it: 6A ‖ M1 ‖ H(M1 ‖ challenge) ‖ trailer, to the private exponent."""
    numbers = RSA_KEY.private_numbers()
    modulus = numbers.public_numbers.n
    size = 256
    m1 = bytes(size - 1 - hashlib.new(digest).digest_size - len(trailer))
    block = b"\x6a" + m1 + hashlib.new(digest, m1 + challenge).digest() + trailer
    signature = pow(int.from_bytes(block, "big"), numbers.d, modulus)
    return (modulus - signature if other_root else signature).to_bytes(size, "big")


@pytest.mark.parametrize(("digest", "trailer"), TRAILERS, ids=[f"{d}-{t.hex()}" for d, t in TRAILERS])
@pytest.mark.parametrize("other_root", [False, True])
def test_rsa_signatures_with_every_trailer(digest: str, trailer: bytes, other_root: bool) -> None:
    signed = SignedChallenge(CHALLENGE, recoverable(digest, trailer, other_root=other_root))
    assert challenge_holds(dg15(RSA_KEY), signed)
    assert not challenge_holds(dg15(RSA_KEY), replace(signed, challenge=bytes(8)))


def test_a_signature_that_no_short_answer_can_carry_is_not_a_failed_one() -> None:
    with pytest.raises(Unsupported):
        challenge_holds(dg15(RSA_KEY), SignedChallenge(CHALLENGE, b""))
    small = rsa.generate_private_key(65537, 1024)
    assert not challenge_holds(dg15(small), SignedChallenge(CHALLENGE, b""))


@pytest.mark.parametrize("signature", [b"\x01", bytes(256), b"\xff" * 256, b"\xff" * 1000])
def test_no_other_bytes_are_a_signature(signature: bytes) -> None:
    assert not challenge_holds(dg15(RSA_KEY), SignedChallenge(CHALLENGE, signature))
    key = ec.generate_private_key(ec.BrainpoolP256R1())
    assert not challenge_holds(dg15(key), SignedChallenge(CHALLENGE, signature))


@pytest.mark.parametrize("curve", [ec.SECP224R1(), ec.SECP256R1(), ec.BrainpoolP384R1(), ec.SECP521R1()])
@pytest.mark.parametrize("plain", [True, False])
def test_ecdsa_signatures_plain_and_der(curve: ec.EllipticCurve, plain: bool) -> None:
    key = ec.generate_private_key(curve)
    der = key.sign(CHALLENGE, ec.ECDSA(hashes.SHA256()))
    size = (curve.key_size + 7) // 8
    signature = b"".join(number.to_bytes(size, "big") for number in decode_dss_signature(der)) if plain else der
    assert challenge_holds(dg15(key), SignedChallenge(CHALLENGE, signature))
    assert not challenge_holds(dg15(key), SignedChallenge(bytes(8), signature))


@pytest.mark.parametrize("cipher", list(Cipher))
@pytest.mark.parametrize("active", list(Active))
async def test_chips_prove_themselves_with_every_cipher_and_key(cipher: Cipher, active: Active) -> None:
    card = personalise(Blueprint(chip_cipher=cipher, active=active, portrait_size=600), Holder(), Issuer.found(NOW))
    reading = await read_card(InProcessLink(SoftwareChip(card)), CardRequest(Can("000123")))
    transcript = Transcript.decode(reading.evidence)
    assert reading.findings.chip is Finding.OK
    assert transcript.agreement is not None
    assert (transcript.challenge is None) is (active is Active.NONE)
    assert parse_chip_file(card.application[0x010E]).chip_keys[0].curve.name == "brainpoolP256r1"


def test_a_key_without_a_word_about_its_cipher_is_used_with_3des() -> None:
    whole = tlv.parse(tlv.first(tlv.first(issue(portrait_size=600).chip.card.application[0x010E], 0x6E), 0x31))
    key_alone = [tlv.encode(info.tag, info.value) for info in whole if info.value[2:].startswith(CHIP_KEY_ECDH)]
    found = find_way(parse_chip_file(tlv.encode(0x6E, tlv.encode(0x31, *key_alone))))
    assert found is not None
    assert found[0].suite.name == "3DES"


@pytest.mark.parametrize("status", ["6A88", "6A81", "6D00"])
async def test_not_supported_is_not_failed(status: str) -> None:
    class Unable(SoftwareChip):
        def _internal_authenticate(self, command: object) -> bytes:
            raise Refusal(int(status, 16))

    card = issue("cccd-2021", portrait_size=600).chip.card
    reading = await read_card(InProcessLink(Unable(card)), CardRequest(Can("000123")))
    assert reading.findings.chip is Finding.OK, "Chip Authentication alone is proof"
    reading = await read_card(InProcessLink(Unable(replace(card, chip_key=None))), CardRequest(Can("000123")))
    assert reading.findings.chip is not Finding.FAILED
