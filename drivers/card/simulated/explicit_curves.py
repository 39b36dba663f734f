"""Keys whose elliptic curve is spelt out in numbers, as many passport authorities write them (RFC 3279 §2.3.5)."""

from __future__ import annotations

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import HashAlgorithm

from drivers.card.emrtd.curves import NAMED, Curve
from drivers.card.emrtd.ec_public_key import EC_PUBLIC_KEY, PRIME_FIELD
from drivers.card.emrtd.tlv import encode


def spell_out(key: ec.EllipticCurvePublicKey) -> bytes:
    """Return the SubjectPublicKeyInfo of a key with explicit curve parameters, as DER."""
    curve = next(curve for curve in NAMED.values() if curve.name == key.curve.name)
    point = key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    algorithm = encode(0x30, encode(0x06, EC_PUBLIC_KEY), _parameters(curve))
    return encode(0x30, algorithm, encode(0x03, b"\0", point))


def spell_out_certificate(
    certificate: x509.Certificate, signer: ec.EllipticCurvePrivateKey, digest: HashAlgorithm
) -> x509.Certificate:
    """Return a certificate with its key spelt out, signed anew."""
    key = certificate.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    written = asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
    written["tbs_certificate"]["subject_public_key_info"] = keys.PublicKeyInfo.load(spell_out(key))
    written["signature_value"] = signer.sign(written["tbs_certificate"].dump(force=True), ec.ECDSA(digest))
    return x509.load_der_x509_certificate(written.dump(force=True))


def _parameters(curve: Curve) -> bytes:
    """ECParameters, version 1 (RFC 3279 §2.3.5)."""
    equation = encode(0x04, curve.field_bytes(curve.a)) + encode(0x04, curve.field_bytes(curve.b))
    return encode(
        0x30,
        _integer(1),
        encode(0x30, encode(0x06, PRIME_FIELD), _integer(curve.p)),
        encode(0x30, equation),
        encode(0x04, curve.encode(curve.generator)),
        _integer(curve.n),
        _integer(1),
    )


def _integer(number: int) -> bytes:
    return encode(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big"))
