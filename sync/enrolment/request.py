"""The certificate request (PKCS#10, RFC 2986): the kiosk's name, its centre, and the keys it signs with beside TLS."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field

from asn1crypto import csr, keys
from asn1crypto.x509 import Name
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from sync.errors import SyncError
from sync.kiosk_keys import KeyUse
from sync.tls_key import TlsKey

SIGNING_KEYS = x509.ObjectIdentifier("2.25.120913412736180241557183541170")
"""Extension of the request: JSON of use → base64 key; an identifier nobody else has (ITU-T X.667)."""
_UNLOCK = "unlock"
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
    unlock: str = field(default="", repr=False)
    """The secret of offline unlocking, sealed to the portal (`sync.unlock`); empty in a renewal."""


def make_request(
    kiosk: str, centre: str, key: TlsKey, signing: Mapping[KeyUse, Ed25519PublicKey], unlock: str = ""
) -> bytes:
    """Ask for a certificate; its signature binds the other keys to the TLS key. Returns DER. Raises TlsKeyError."""
    said = {use.value: b64encode(public.public_bytes_raw()).decode() for use, public in signing.items()}
    said |= {_UNLOCK: unlock} if unlock else {}
    extension = {"extn_id": SIGNING_KEYS.dotted_string, "critical": False, "extn_value": json.dumps(said).encode()}
    asked = csr.CertificationRequestInfo(
        {
            "version": "v1",
            "subject": Name.build({"common_name": kiosk, "organization_name": centre[:64]}),
            "subject_pk_info": keys.PublicKeyInfo.load(
                key.public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
            ),
            "attributes": [{"type": "extension_request", "values": [[extension]]}],
        }
    )
    signed = {"certification_request_info": asked, "signature_algorithm": {"algorithm": "sha256_ecdsa"}}
    return bytes(csr.CertificationRequest(signed | {"signature": key.sign(asked.dump())}).dump())


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
        said = _said(asked)
        unlock = str(said.pop(_UNLOCK, ""))
        names = _name(asked, NameOID.COMMON_NAME), _name(asked, NameOID.ORGANIZATION_NAME)
        return KioskRequest(*names, public, _keys(said), unlock)
    except (ValueError, TypeError, KeyError, AttributeError, InvalidSignature) as error:
        raise RequestError("not readable") from error


def _name(asked: x509.CertificateSigningRequest, which: x509.ObjectIdentifier) -> str:
    (found,) = asked.subject.get_attributes_for_oid(which)
    return str(found.value)


def _said(asked: x509.CertificateSigningRequest) -> dict[str, str]:
    try:
        value = asked.extensions.get_extension_for_oid(SIGNING_KEYS).value
    except x509.ExtensionNotFound:
        return {}
    assert isinstance(value, x509.UnrecognizedExtension)
    return dict(json.loads(value.value))


def _keys(said: Mapping[str, str]) -> dict[KeyUse, Ed25519PublicKey]:
    return {KeyUse(use): Ed25519PublicKey.from_public_bytes(b64decode(key, validate=True)) for use, key in said.items()}
