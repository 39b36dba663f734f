"""The files that enrolment leaves: key and certificate in one, so that no power cut parts them; and the portal's CA."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from sync.durable import write_whole
from sync.tls_key import TlsKey, read_key


@dataclass(frozen=True, slots=True)
class TlsFiles:
    """A folder of the sync process; nobody else needs to read it but the CA."""

    folder: Path

    @property
    def pair(self) -> Path:
        """Private key and certificate, 0600."""
        return self.folder / "kiosk.pem"

    @property
    def ca(self) -> Path:
        """The portal's CA."""
        return self.folder / "portal-ca.pem"

    def keep(self, key: TlsKey, certificate: x509.Certificate, ca: x509.Certificate) -> None:
        """Keep what the portal issued, each file whole or not at all. Raises OSError."""
        self.folder.mkdir(mode=0o750, parents=True, exist_ok=True)
        write_whole(self.ca, ca.public_bytes(Encoding.PEM), 0o644)
        write_whole(self.pair, key.pem + certificate.public_bytes(Encoding.PEM), 0o600)


def read_pair(certificate: Path, key: Path) -> tuple[x509.Certificate, TlsKey]:
    """Read a certificate and its key, which may lie in one file. Raises OSError, ValueError, TlsKeyError."""
    return x509.load_pem_x509_certificate(certificate.read_bytes()), read_key(key)


def replace_certificate(file: Path, certificate: x509.Certificate, key: TlsKey, apart: bool) -> None:
    """Put a renewed certificate in place; the key stays where it is when it lies `apart`. Raises OSError."""
    private = b"" if apart else key.pem
    write_whole(file, private + certificate.public_bytes(Encoding.PEM), 0o644 if apart else 0o600)
