"""The invented authority that signs software chips: its CSCA, its document signers and its revocation list.

Nothing of it is ever in the product's trust store: whoever wants to trust it must be handed its certificate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from drivers.card.simulated.explicit_curves import spell_out_certificate
from drivers.card.simulated.security_object import DIGESTS, SigningKey, sign_groups

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Lifetime:
    """Between when and when a certificate is valid."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Recipe:
    """With which keys and algorithms an issuer signs."""

    csca_curve: ec.EllipticCurve = field(default_factory=ec.BrainpoolP384R1)
    signer_curve: ec.EllipticCurve | None = field(default_factory=ec.BrainpoolP256R1)
    """None for an RSA-2048 signer with PSS."""
    digest: str = "sha256"
    """Hash of the data groups and of every signature."""
    explicit: bool = False
    """Spell the curves of the certificates out in numbers instead of naming them."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """One authority with its root, one signer and the signer's state."""

    recipe: Recipe
    csca: x509.Certificate
    csca_key: ec.EllipticCurvePrivateKey = field(repr=False)
    signer: x509.Certificate
    signer_key: SigningKey = field(repr=False)
    now: datetime

    @classmethod
    def found(cls, now: datetime, signer_life: Lifetime | None = None, recipe: Recipe | None = None) -> Issuer:
        """Make the keys and certificates of a new authority, valid around `now` (an aware time)."""
        recipe = recipe or Recipe()
        csca_key, signer_key = ec.generate_private_key(recipe.csca_curve), _signer_key(recipe)
        authority = _Authority(_name("CSCA Kiosk Test Bench"), csca_key, recipe)
        csca = authority.own_certificate(Lifetime(now - 5 * YEAR, now + 10 * YEAR))
        signer = authority.certify(signer_key, signer_life or Lifetime(now - YEAR, now + 5 * YEAR))
        return cls(recipe, csca, csca_key, signer, signer_key, now)

    @property
    def csca_pem(self) -> str:
        """The root certificate as PEM text."""
        return self.csca.public_bytes(serialization.Encoding.PEM).decode("ascii")

    def crl_pem(self, revoked: bool = False) -> str:
        """The revocation list as PEM text; with `revoked` it names the signer."""
        builder = x509.CertificateRevocationListBuilder(
            issuer_name=self.csca.subject, last_update=self.now - timedelta(days=1), next_update=self.now + YEAR
        )
        if revoked:
            entry = x509.RevokedCertificateBuilder(self.signer.serial_number, self.now - timedelta(days=2))
            builder = builder.add_revoked_certificate(entry.build())
        crl = builder.sign(self.csca_key, DIGESTS[self.recipe.digest])
        return crl.public_bytes(serialization.Encoding.PEM).decode("ascii")

    def sod(self, groups: Mapping[int, bytes]) -> bytes:
        """EF.SOD over the raw bytes of the data groups."""
        return sign_groups(groups, self.recipe.digest, self.signer, self.signer_key)


def _signer_key(recipe: Recipe) -> SigningKey:
    if recipe.signer_curve is None:
        return rsa.generate_private_key(65537, 2048)
    return ec.generate_private_key(recipe.signer_curve)


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Invented Authority"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


@dataclass(frozen=True, slots=True)
class _Authority:
    """The root of an issuer at work."""

    name: x509.Name
    key: ec.EllipticCurvePrivateKey
    recipe: Recipe

    def own_certificate(self, life: Lifetime) -> x509.Certificate:
        """A self-signed CSCA (ICAO 9303-12 §7.1)."""
        return self._signed(
            _blank(self.name, self.name, self.key.public_key(), life)
            .add_extension(x509.BasicConstraints(True, 0), critical=True)
            .add_extension(_usage(signs_certificates=True), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(self.key.public_key()), critical=False)
        )

    def certify(self, key: SigningKey, life: Lifetime) -> x509.Certificate:
        """A document signer (ICAO 9303-12 §7.1)."""
        authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        return self._signed(
            _blank(_name("Document Signer of the Kiosk Test Bench"), self.name, key.public_key(), life)
            .add_extension(_usage(signs_certificates=False), critical=True)
            .add_extension(authority, critical=False)
        )

    def _signed(self, builder: x509.CertificateBuilder) -> x509.Certificate:
        digest = DIGESTS[self.recipe.digest]
        certificate = builder.sign(self.key, digest)
        return spell_out_certificate(certificate, self.key, digest) if self.recipe.explicit else certificate


def _blank(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey, life: Lifetime
) -> x509.CertificateBuilder:
    return x509.CertificateBuilder(
        issuer_name=issuer,
        subject_name=subject,
        public_key=key,
        serial_number=x509.random_serial_number(),
        not_valid_before=life.begins,
        not_valid_after=life.ends,
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
