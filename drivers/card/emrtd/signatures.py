"""Verifying the signatures of signers and issuers: RSA PKCS#1 and PSS, ECDSA on named or spelt-out curves."""

from __future__ import annotations

from dataclasses import dataclass

from asn1crypto import algos, keys
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from drivers.card.emrtd import tlv
from drivers.card.emrtd.curves import Curve, Point
from drivers.card.emrtd.ec_public_key import parse_ec_public_key
from drivers.card.emrtd.errors import Malformed
from drivers.card.emrtd.key_agreement import LIBRARY_CURVES

HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha1": hashes.SHA1(),  # noqa: S303  refused unless the trust store allows it by name
    "sha224": hashes.SHA224(),
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
_PLAIN_ECDSA = "0.4.0.127.0.7.1.1.4.1."
_PLAIN_DIGESTS = {"1": "sha1", "2": "sha224", "3": "sha256", "4": "sha384", "5": "sha512"}
"""ecdsa-plain-signatures, BSI TR-03111 §5.2.1.1."""
MAX_KEY = 4096
"""Bytes of a public key accepted: room for RSA of 16,384 bits and curves in full."""

ASN1_ERRORS = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)
"""What ``asn1crypto`` raises on hostile bytes, which it reads lazily."""


class Unsupported(Exception):
    """The signature uses an algorithm, curve or key this terminal does not know: neither good nor bad."""


@dataclass(frozen=True, slots=True)
class Algorithm:
    """How a signature was made."""

    scheme: str
    """``rsassa_pkcs1v15``, ``rsassa_pss``, ``ecdsa`` or ``ecdsa_plain`` (r and s side by side)."""
    digest: str
    """Key of `HASHES`."""
    mask_digest: str = ""
    salt: int = 0


def read_algorithm(identifier: algos.SignedDigestAlgorithm, digest: str | None = None) -> Algorithm:
    """Read an AlgorithmIdentifier; `digest` is what CMS names apart from it. Raises Unsupported."""
    try:
        name = identifier["algorithm"].native
        if name == "rsassa_pss":
            return _read_pss(identifier["parameters"])
        if name.startswith(_PLAIN_ECDSA):
            return Algorithm("ecdsa_plain", _PLAIN_DIGESTS[name[-1:]])
        apart = digest if name == "rsassa_pkcs1v15" else None
        return Algorithm(identifier.signature_algo, _known(apart or identifier.hash_algo))
    except ASN1_ERRORS as error:
        raise Unsupported("algorithm identifier") from error


def verify(key_info: bytes, algorithm: Algorithm, signature: bytes, data: bytes) -> bool:
    """True when `signature` over `data` is good under the SubjectPublicKeyInfo. Raises Unsupported."""
    if len(key_info) > MAX_KEY:
        raise Unsupported("length of the key")
    try:
        if algorithm.scheme.startswith("ecdsa"):
            return _verify_ecdsa(key_info, algorithm, signature, data)
        return _verify_rsa(key_info, algorithm, signature, data)
    except (Malformed, ValueError, UnsupportedAlgorithm) as error:
        raise Unsupported("public key") from error


def verify_point(curve: Curve, point: Point, algorithm: Algorithm, signature: bytes, data: bytes) -> bool:
    """True when an ECDSA signature is good under a point of a named curve. Raises Unsupported."""
    library = LIBRARY_CURVES.get(curve.name)
    if library is None:
        raise Unsupported(f"ECDSA on {curve.name}")
    key = ec.EllipticCurvePublicKey.from_encoded_point(library, curve.encode(point))
    der = _der_signature(signature) if algorithm.scheme == "ecdsa_plain" else signature
    try:
        key.verify(der, data, ec.ECDSA(HASHES[algorithm.digest]))
    except InvalidSignature:
        return False
    return True


def _verify_ecdsa(key_info: bytes, algorithm: Algorithm, signature: bytes, data: bytes) -> bool:
    curve, point = parse_ec_public_key(tlv.first(key_info, 0x30))
    return verify_point(curve, point, algorithm, signature, data)


def _verify_rsa(key_info: bytes, algorithm: Algorithm, signature: bytes, data: bytes) -> bool:
    key = serialization.load_der_public_key(_plain_rsa(key_info))
    if not isinstance(key, rsa.RSAPublicKey):
        raise Unsupported("RSA signature with another key")
    try:
        key.verify(signature, data, _padding(algorithm), HASHES[algorithm.digest])
    except InvalidSignature:
        return False
    return True


def _padding(algorithm: Algorithm) -> padding.AsymmetricPadding:
    if algorithm.scheme == "rsassa_pss":
        return padding.PSS(padding.MGF1(HASHES[algorithm.mask_digest]), algorithm.salt)
    if algorithm.scheme == "rsassa_pkcs1v15":
        return padding.PKCS1v15()
    raise Unsupported(algorithm.scheme)


def _plain_rsa(key_info: bytes) -> bytes:
    """The key as plain rsaEncryption, also where its own identifier says PSS (RFC 4055 §1.2)."""
    try:
        info = keys.PublicKeyInfo.load(key_info)
        return bytes(keys.PublicKeyInfo.wrap(info["public_key"].parsed, "rsa").dump())
    except ASN1_ERRORS as error:
        raise Unsupported("RSA key") from error


def _read_pss(parameters: algos.RSASSAPSSParams) -> Algorithm:
    """Parameters of RSASSA-PSS (RFC 4055 §3.1)."""
    digest = _known(parameters["hash_algorithm"]["algorithm"].native)
    mask = _known(parameters["mask_gen_algorithm"]["parameters"]["algorithm"].native)
    salt = int(parameters["salt_length"].native)
    if not 0 <= salt <= 64:
        raise Unsupported("salt of PSS")
    return Algorithm("rsassa_pss", digest, mask, salt)


def _known(digest: str) -> str:
    if digest not in HASHES:
        raise Unsupported(f"digest {digest[:16]}")
    return digest


def _der_signature(plain: bytes) -> bytes:
    """A plain signature r ‖ s in the form that libraries take (BSI TR-03111 §5.2.1)."""
    half = len(plain) // 2
    return encode_dss_signature(int.from_bytes(plain[:half], "big"), int.from_bytes(plain[half:], "big"))
