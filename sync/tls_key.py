"""The kiosk's TLS key: inside the machine's TPM where TLS can use it there, else in a file.

A key in a TPM has a file too (``TSS2 PRIVATE KEY``), but that only tells this one TPM which key is meant. The provider
``tpm2`` (Debian's tpm2-openssl) makes it, signs with it, and lends it to the libcrypto under Python's `ssl`.
"""

from __future__ import annotations

import ctypes
import os
import ssl
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from sync.errors import SyncError

CHIP = Path("/dev/tpmrm0")
"""Where Linux offers a TPM 2.0 to several processes at once."""
ANOTHER_WAY = "TPM2OPENSSL_TCTI"
"""Names a TPM elsewhere, in the environment (tpm2-openssl)."""
_BEGIN, _END = b"-----BEGIN TSS2 PRIVATE KEY-----", b"-----END TSS2 PRIVATE KEY-----\n"
_SECONDS = 60.0


class TlsKeyError(SyncError):
    """The TPM did not do what it was asked."""


class TlsKey(Protocol):
    """A P-256 key that says who this kiosk is."""

    @property
    def pem(self) -> bytes:
        """What its file holds."""

    @property
    def public(self) -> ec.EllipticCurvePublicKey:
        """Its public half."""

    def sign(self, data: bytes) -> bytes:
        """Sign by ECDSA with SHA-256; DER. Raises TlsKeyError."""


@dataclass(frozen=True, slots=True)
class FileKey:
    """A key whose file, or credential of systemd, is the key."""

    private: ec.EllipticCurvePrivateKey = field(repr=False)

    @classmethod
    def make(cls) -> FileKey:
        """Draw a new one."""
        return cls(ec.generate_private_key(ec.SECP256R1()))

    @classmethod
    def of(cls, pem: bytes) -> FileKey:
        """Read one that was made before. Raises ValueError."""
        private = load_pem_private_key(pem, None)
        if not isinstance(private, ec.EllipticCurvePrivateKey):
            raise ValueError("not an elliptic curve key")
        return cls(private)

    @property
    def pem(self) -> bytes:
        """PKCS#8, for nobody else to read."""
        return self.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    @property
    def public(self) -> ec.EllipticCurvePublicKey:
        """Its public half."""
        return self.private.public_key()

    def sign(self, data: bytes) -> bytes:
        """Sign by ECDSA with SHA-256."""
        return self.private.sign(data, ec.ECDSA(hashes.SHA256()))


@dataclass(frozen=True, slots=True)
class ChipKey:
    """A key that never leaves the TPM it was made in."""

    pem: bytes = field(repr=False)
    public: ec.EllipticCurvePublicKey = field(repr=False)

    @classmethod
    def make(cls) -> ChipKey:
        """Let the TPM draw a new one. Raises TlsKeyError."""
        return cls.of(_openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "group:P-256"))

    @classmethod
    def of(cls, pem: bytes) -> ChipKey:
        """Know again a key that was made before. Raises TlsKeyError."""
        if not pem.startswith(_BEGIN):
            raise TlsKeyError("not a key of a TPM")
        public = load_pem_public_key(_openssl("pkey", "-pubout", given=pem))
        assert isinstance(public, ec.EllipticCurvePublicKey)
        return cls(pem, public)

    def sign(self, data: bytes) -> bytes:
        """Let the TPM sign. Raises TlsKeyError."""
        with NamedTemporaryFile() as file:
            file.write(self.pem)
            file.flush()
            return _openssl("dgst", "-sha256", "-sign", file.name, given=data)


def make_key() -> TlsKey:
    """Make a key in the TPM when there is one that TLS can use here, else one to be kept in a file."""
    if is_chip_present():
        with suppress(TlsKeyError, ssl.SSLError):  # OpenSSL 3.0, for one, cannot: `is_in_chip` tells what came of it
            key = ChipKey.make()
            _shake_hands(key)
            return key
    return FileKey.make()


def read_key(file: Path) -> TlsKey:
    """Read a key that may lie in one file with its certificate. Raises OSError, ValueError, TlsKeyError."""
    data = file.read_bytes()
    if _BEGIN in data:
        return ChipKey.of(data[data.index(_BEGIN) : data.index(_END) + len(_END)])
    return FileKey.of(data)


def is_chip_present() -> bool:
    """True on a machine with a TPM."""
    return CHIP.exists() or ANOTHER_WAY in os.environ


def is_in_chip(file: Path) -> bool:
    """True when the key of this file is in a TPM. Raises OSError."""
    return _BEGIN in file.read_bytes()


def make_usable(file: Path) -> None:
    """Let TLS in this process use the key of this file, which may be in a TPM. Raises OSError.

    The default provider is named too: it is there by itself only as long as no other is asked for (provider(7ossl)). A
    TPM that cannot be reached shows when the key is loaded.
    """
    if is_in_chip(file):
        libcrypto = ctypes.CDLL("libcrypto.so.3")
        if not libcrypto.OSSL_PROVIDER_available(None, b"tpm2"):
            for provider in (b"default", b"tpm2"):
                libcrypto.OSSL_PROVIDER_load(None, provider)


def _openssl(command: str, *words: str, given: bytes = b"") -> bytes:
    said = ["openssl", command, "-provider", "tpm2", "-provider", "default", *words]  # the first makes the key
    try:
        return subprocess.run(said, input=given, capture_output=True, check=True, timeout=_SECONDS).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise TlsKeyError(f"openssl {command}: {type(error).__name__}") from error


def _shake_hands(key: TlsKey) -> None:
    """Prove the key by a whole handshake of TLS 1.3 with oneself. Raises ssl.SSLError."""
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.minimum_version = ssl.TLSVersion.TLSv1_3
    client.check_hostname = False
    client.verify_mode = ssl.CERT_NONE  # of interest is who signs, not what
    with NamedTemporaryFile() as file:
        file.write(key.pem + _passing_certificate(key.public))
        file.flush()
        make_usable(Path(file.name))
        server.load_cert_chain(file.name)
    up, down = ssl.MemoryBIO(), ssl.MemoryBIO()
    asking, answering = client.wrap_bio(down, up), server.wrap_bio(up, down, server_side=True)
    for end in (asking, answering, asking):
        with suppress(ssl.SSLWantReadError):
            end.do_handshake()
    answering.do_handshake()


def _passing_certificate(public: ec.EllipticCurvePublicKey) -> bytes:
    """A certificate that nobody needs to believe."""
    name, now = x509.Name([]), datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, public, x509.random_serial_number(), now, now + timedelta(days=1))
    return made.sign(FileKey.make().private, hashes.SHA256()).public_bytes(Encoding.PEM)
