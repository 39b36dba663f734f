"""Writes EF.SOD: the hashes of a card's data groups, signed by its issuer (ICAO 9303-10 §4.6.2, RFC 5652)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from asn1crypto import algos, cms, core
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from drivers.card.emrtd.security_object import LDS_SECURITY_OBJECT
from drivers.card.emrtd.tlv import encode

Digest = hashes.SHA256 | hashes.SHA384 | hashes.SHA512
DIGESTS: dict[str, Digest] = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}
"""Hashes that an issuer of the bench signs with, by name."""

SigningKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def sign_groups(groups: Mapping[int, bytes], digest: str, signer: x509.Certificate, key: SigningKey) -> bytes:
    """Return EF.SOD over the raw bytes of the data groups: ECDSA, or RSA with PSS."""
    content = _security_object(digest, groups)
    attributes = _signed_attributes(content, digest)
    certificate = asn1_x509.Certificate.load(signer.public_bytes(serialization.Encoding.DER))
    issued = cms.IssuerAndSerialNumber({"issuer": certificate.issuer, "serial_number": certificate.serial_number})
    signer_info = {
        "version": "v1",
        "sid": cms.SignerIdentifier({"issuer_and_serial_number": issued}),
        "digest_algorithm": {"algorithm": digest},
        "signed_attrs": attributes,
        "signature_algorithm": _algorithm(key, digest),
        "signature": _sign(key, digest, attributes.dump()),
    }
    signed = {
        "version": "v3",
        "digest_algorithms": [{"algorithm": digest}],
        "encap_content_info": {"content_type": LDS_SECURITY_OBJECT, "content": core.ParsableOctetString(content)},
        "certificates": [certificate],
        "signer_infos": [signer_info],
    }
    message = cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(signed)})
    return encode(0x77, message.dump())


def _security_object(digest: str, groups: Mapping[int, bytes]) -> bytes:
    """LDSSecurityObject, version 0 (ICAO 9303-10 §4.6.2.3)."""
    algorithm = algos.DigestAlgorithm({"algorithm": digest}).dump()
    rows = [
        encode(0x30, encode(0x02, bytes([number])), encode(0x04, hashlib.new(digest, groups[number]).digest()))
        for number in sorted(groups)
    ]
    return encode(0x30, encode(0x02, b"\0"), algorithm, encode(0x30, *rows))


def _signed_attributes(content: bytes, digest: str) -> cms.CMSAttributes:
    values = {
        "content_type": cms.ContentType(LDS_SECURITY_OBJECT),
        "message_digest": core.OctetString(hashlib.new(digest, content).digest()),
    }
    return cms.CMSAttributes([cms.CMSAttribute({"type": kind, "values": [value]}) for kind, value in values.items()])


def _algorithm(key: SigningKey, digest: str) -> algos.SignedDigestAlgorithm:
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return algos.SignedDigestAlgorithm({"algorithm": f"{digest}_ecdsa"})
    parameters = {
        "hash_algorithm": {"algorithm": digest},
        "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": digest}},
        "salt_length": DIGESTS[digest].digest_size,
    }
    return algos.SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": parameters})


def _sign(key: SigningKey, digest: str, data: bytes) -> bytes:
    chosen = DIGESTS[digest]
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.sign(data, ec.ECDSA(chosen))
    return key.sign(data, padding.PSS(padding.MGF1(chosen), chosen.digest_size), chosen)
