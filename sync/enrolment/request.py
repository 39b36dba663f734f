"""The certificate request (PKCS#10, RFC 2986): the kiosk's name, its centre, and the keys it signs with beside TLS."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from sync.errors import SyncError
from sync.kiosk_keys import KeyUse

SIGNING_KEYS = x509.ObjectIdentifier("2.25.120913412736180241557183541170")
"""Extension of the request: JSON of use → base64 key; an identifier nobody else has (ITU-T X.667)."""
_LARGEST = 8 * 1024


class RequestError(SyncError):
    """The bytes are no request of a kiosk."""


@dataclass(frozen=True, slots=True)
class KioskRequest:
    """What a kiosk asks to be certified."""

    kiosk: str
    centre: str
    public: ec.EllipticCurvePublicKey = field(repr=False)
    signing: Mapping[KeyUse, Ed25519PublicKey] = field(repr=False)


def make_request(
    kiosk: str, centre: str, key: ec.EllipticCurvePrivateKey, signing: Mapping[KeyUse, Ed25519PublicKey]
) -> bytes:
    """Ask for a certificate; its signature binds the signing keys to the TLS key. Returns DER."""
    keys = {use.value: b64encode(public.public_bytes_raw()).decode() for use, public in signing.items()}
    name = [x509.NameAttribute(NameOID.COMMON_NAME, kiosk), x509.NameAttribute(NameOID.ORGANIZATION_NAME, centre[:64])]
    asked = x509.CertificateSigningRequestBuilder().subject_name(x509.Name(name))
    asked = asked.add_extension(x509.UnrecognizedExtension(SIGNING_KEYS, json.dumps(keys).encode()), critical=False)
    return asked.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def read_request(data: bytes) -> KioskRequest:
    """Read a request that proves possession of its key. Raises RequestError."""
    if len(data) > _LARGEST:
        raise RequestError("too large")
    try:
        asked = x509.load_der_x509_csr(data)
        public = asked.public_key()
        if not isinstance(public, ec.EllipticCurvePublicKey) or not isinstance(public.curve, ec.SECP256R1):
            raise RequestError("the key is no P-256 key")
        if not asked.is_signature_valid:
            raise RequestError("the request is not signed with its key")
        return KioskRequest(
            _name(asked, NameOID.COMMON_NAME), _name(asked, NameOID.ORGANIZATION_NAME), public, _keys(asked)
        )
    except (ValueError, TypeError, KeyError, AttributeError, InvalidSignature) as error:
        raise RequestError("not readable") from error


def _name(asked: x509.CertificateSigningRequest, which: x509.ObjectIdentifier) -> str:
    (found,) = asked.subject.get_attributes_for_oid(which)
    return str(found.value)


def _keys(asked: x509.CertificateSigningRequest) -> dict[KeyUse, Ed25519PublicKey]:
    try:
        value = asked.extensions.get_extension_for_oid(SIGNING_KEYS).value
    except x509.ExtensionNotFound:
        return {}
    assert isinstance(value, x509.UnrecognizedExtension)
    said = json.loads(value.value)
    return {KeyUse(use): Ed25519PublicKey.from_public_bytes(b64decode(key, validate=True)) for use, key in said.items()}
