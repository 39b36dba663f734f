"""Every signature algorithm of signers and issuers, good, bad, and unknown: three different answers."""

from __future__ import annotations

import pytest
from asn1crypto import algos, keys
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from drivers.card.emrtd.curves import NAMED
from drivers.card.emrtd.signatures import HASHES, Algorithm, Unsupported, read_algorithm, verify, verify_point
from drivers.card.simulated.explicit_curves import spell_out

DATA = b"signed attributes"
RSA_KEY = rsa.generate_private_key(65537, 2048)


def info(key: PublicKeyTypes) -> bytes:
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


@pytest.mark.parametrize("digest", HASHES)
def test_rsa_pkcs1(digest: str) -> None:
    signature = RSA_KEY.sign(DATA, padding.PKCS1v15(), HASHES[digest])
    named = algos.SignedDigestAlgorithm({"algorithm": f"{digest}_rsa"})
    apart = algos.SignedDigestAlgorithm({"algorithm": "rsassa_pkcs1v15"})
    for algorithm in (read_algorithm(named), read_algorithm(apart, digest)):
        assert algorithm == Algorithm("rsassa_pkcs1v15", digest)
        assert verify(info(RSA_KEY.public_key()), algorithm, signature, DATA)
        assert not verify(info(RSA_KEY.public_key()), algorithm, signature, DATA + b"x")


@pytest.mark.parametrize("salt", [0, 20, 32, 48])
def test_rsa_pss_with_any_salt_and_a_key_marked_as_pss(salt: int) -> None:
    signature = RSA_KEY.sign(DATA, padding.PSS(padding.MGF1(hashes.SHA256()), salt), hashes.SHA256())
    parameters = {
        "hash_algorithm": {"algorithm": "sha256"},
        "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": "sha256"}},
        "salt_length": salt,
    }
    algorithm = read_algorithm(algos.SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": parameters}))
    assert algorithm == Algorithm("rsassa_pss", "sha256", "sha256", salt)
    marked = keys.PublicKeyInfo.load(info(RSA_KEY.public_key()))
    marked["algorithm"] = {"algorithm": "rsassa_pss"}
    for key_info in (info(RSA_KEY.public_key()), marked.dump()):
        assert verify(key_info, algorithm, signature, DATA)
        assert not verify(key_info, algorithm, signature, b"other")


@pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.BrainpoolP256R1(), ec.BrainpoolP384R1(), ec.BrainpoolP512R1()])
@pytest.mark.parametrize("explicit", [False, True])
def test_ecdsa_on_named_and_spelt_out_curves(curve: ec.EllipticCurve, explicit: bool) -> None:
    key = ec.generate_private_key(curve)
    key_info = spell_out(key.public_key()) if explicit else info(key.public_key())
    signature = key.sign(DATA, ec.ECDSA(hashes.SHA384()))
    assert verify(key_info, Algorithm("ecdsa", "sha384"), signature, DATA)
    assert not verify(key_info, Algorithm("ecdsa", "sha384"), signature, b"other")
    plain = b"".join(part.to_bytes(curve.key_size // 8, "big") for part in decode_dss_signature(signature))
    oid = algos.SignedDigestAlgorithm({"algorithm": "0.4.0.127.0.7.1.1.4.1.4"})
    assert verify(key_info, read_algorithm(oid), plain, DATA)


def test_what_is_not_known_is_neither_good_nor_bad() -> None:
    curve = NAMED[14]
    with pytest.raises(Unsupported):
        verify_point(curve, curve.generator, Algorithm("ecdsa", "sha256"), bytes(80), DATA)
    with pytest.raises(Unsupported):
        read_algorithm(algos.SignedDigestAlgorithm({"algorithm": "md5_rsa"}))
    with pytest.raises(Unsupported):
        verify(info(ed25519.Ed25519PrivateKey.generate().public_key()), Algorithm("ecdsa", "sha256"), b"x", DATA)
    with pytest.raises(Unsupported):
        verify(info(RSA_KEY.public_key()), Algorithm("ecdsa", "sha256"), b"x", DATA)
    with pytest.raises(Unsupported):
        verify(bytes(5000), Algorithm("rsassa_pkcs1v15", "sha256"), b"x", DATA)
