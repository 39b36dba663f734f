"""The portal's small CA: certifies kiosks for ninety days, and the portal itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from sync.durable import write_whole
from sync.enrolment.request import KioskRequest
from sync.tls_key import FileKey

KIOSK_LIFE = timedelta(days=90)
_OWN_LIFE, _SERVER_LIFE = timedelta(days=3650), timedelta(days=397)
_BACKDATED = timedelta(minutes=5)
"""A kiosk's clock may be a little behind ours."""
_SIGNS = x509.KeyUsage(True, False, False, False, False, False, False, False, False)
_CERTIFIES = x509.KeyUsage(False, False, False, False, False, True, True, False, False)


class Authority:
    """A CA in a folder, made at the first use."""

    def __init__(self, folder: Path) -> None:
        """Open or make. Raises OSError, ValueError for damaged files."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self.file = folder / "ca.crt"
        key_file = folder / "ca.key"
        if not key_file.exists():
            write_whole(key_file, FileKey.make().pem, 0o600)
        self._key = FileKey.of(key_file.read_bytes()).private
        if not self.file.exists():
            write_whole(self.file, self._own().public_bytes(Encoding.PEM), 0o644)
        self.certificate = x509.load_pem_x509_certificate(self.file.read_bytes())

    def issue(self, asked: KioskRequest, now: datetime) -> x509.Certificate:
        """Certify a kiosk as a TLS client."""
        name = [x509.NameAttribute(NameOID.COMMON_NAME, asked.kiosk)]
        name.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, asked.centre))
        made = self._builder(x509.Name(name), asked.public, now, KIOSK_LIFE)
        return self._signed(made, ExtendedKeyUsageOID.CLIENT_AUTH)

    def server(self, hosts: Iterable[str]) -> tuple[Path, Path]:
        """Certificate and key files of the portal itself, made at the first use for these host names."""
        file, key_file = self._folder / "server.crt", self._folder / "server.key"
        if not file.exists():
            key = FileKey.make()
            name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Kiosk portal")])
            made = self._builder(name, key.public, datetime.now(UTC), _SERVER_LIFE)
            made = made.add_extension(x509.SubjectAlternativeName([_general(host) for host in hosts]), critical=False)
            write_whole(key_file, key.pem, 0o600)
            signed = self._signed(made, ExtendedKeyUsageOID.SERVER_AUTH)
            write_whole(file, signed.public_bytes(Encoding.PEM), 0o644)
        return file, key_file

    def _own(self) -> x509.Certificate:
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Kiosk portal CA")])
        made = self._builder(name, self._key.public_key(), datetime.now(UTC), _OWN_LIFE, issuer=name)
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        return made.add_extension(_CERTIFIES, critical=True).sign(self._key, hashes.SHA256())

    def _builder(
        self,
        name: x509.Name,
        public: ec.EllipticCurvePublicKey,
        now: datetime,
        life: timedelta,
        issuer: x509.Name | None = None,
    ) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(issuer or self.certificate.subject)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - _BACKDATED)
            .not_valid_after(now + life)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False)
        )

    def _signed(self, made: x509.CertificateBuilder, usage: x509.ObjectIdentifier) -> x509.Certificate:
        made = made.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        made = made.add_extension(_SIGNS, critical=True)
        return made.add_extension(x509.ExtendedKeyUsage([usage]), critical=False).sign(self._key, hashes.SHA256())


def _general(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)
