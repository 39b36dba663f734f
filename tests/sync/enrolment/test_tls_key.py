"""Where the TLS key comes to lie when there is no TPM, none that answers, or none that TLS can use.

A TPM that serves is tried where the system can use one: `tests/packaging/test_keys.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sync import tls_key
from sync.http_link import HttpLink
from sync.link_settings import LinkSettings
from sync.portal import Outcome, PortalError
from sync.tls_key import ChipKey, FileKey, TlsKeyError, is_in_chip, make_key, read_key
from tests.sync.certificates import CLIENT, SERVER, Authority
from tests.sync.test_mutual_tls import tls_server

CHIP_FILE = b"""-----BEGIN TSS2 PRIVATE KEY-----
MIHwBgZngQUKAQOgAwEBAQIEQAAAAQRYAFYAIwALAAYAcgAAABAAEAADABAAIJ+I
qflncybmuHFMHTjeZehF2JzVwGE80MbfssBIH+uBACAlpizZ8fjWzmo+bd+pht1f
cDSyIa3AFvQyabfoOxK4yASBgAB+ACCihsl04BNcXO+pNrmHI5FnDT8mGyMlMYKw
P/TGoT31EAAQEzNnDuABPvENBMvUVgXPSNQ6K7rlBkgd4gDSUbHIihOOp2QJnKZy
Cdl5a7AzY+TfAbXDzrPq92k6dTNVcN8z7CiLOW41rbn7i+yvJVEtAe/aAgR1+bdO
6G2/
-----END TSS2 PRIVATE KEY-----
"""
"""Of a TPM of software that is no more."""


@pytest.fixture(autouse=True)
def no_chip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tls_key, "CHIP", Path("/nowhere"))
    monkeypatch.delenv(tls_key.ANOTHER_WAY, raising=False)


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """An `openssl` that does as the script says."""
    command = folder / "openssl"
    command.write_text(f"#!/bin/sh\n{script}\n", "ascii")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    monkeypatch.setenv(tls_key.ANOTHER_WAY, "swtpm:path=/nowhere")


def test_without_a_tpm_nobody_is_asked_and_the_key_is_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, monkeypatch, f"touch {tmp_path}/asked; exit 1")
    monkeypatch.delenv(tls_key.ANOTHER_WAY)
    assert isinstance(make_key(), FileKey)
    assert not (tmp_path / "asked").exists()


def test_a_tpm_that_does_not_answer_leaves_the_key_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, f"touch {tmp_path}/asked; exit 1")
    assert isinstance(make_key(), FileKey)
    assert (tmp_path / "asked").exists()


def test_a_key_that_tls_here_cannot_use_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Debian 12, whose command makes a key that its TLS cannot sign with."""
    (tmp_path / "key").write_bytes(CHIP_FILE)
    public = FileKey.make().public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "public").write_bytes(public)
    stand_in(tmp_path, monkeypatch, f'if [ "$1" = pkey ]; then cat {tmp_path}/public; else cat {tmp_path}/key; fi')
    assert isinstance(ChipKey.make(), ChipKey)
    assert isinstance(make_key(), FileKey)


def test_a_key_made_outside_the_tpm_is_not_taken_for_one_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "key").write_bytes(FileKey.make().pem)
    stand_in(tmp_path, monkeypatch, f"cat {tmp_path}/key")
    with pytest.raises(TlsKeyError):
        ChipKey.make()


def test_a_key_in_a_file_is_read_again_and_signs(tmp_path: Path) -> None:
    made = FileKey.make()
    (tmp_path / "kiosk.pem").write_bytes(made.pem)
    read = read_key(tmp_path / "kiosk.pem")
    assert read.public == made.public
    made.public.verify(read.sign(b"said"), b"said", ec.ECDSA(hashes.SHA256()))
    assert not is_in_chip(tmp_path / "kiosk.pem")


def test_a_tpm_that_is_gone_is_a_matter_of_the_certificate(tmp_path: Path) -> None:
    ours = Authority(tmp_path, "ours")
    server, kiosk = ours.issue("server", SERVER), ours.issue("kiosk", CLIENT)
    pair = tmp_path / "kiosk.pem"
    pair.write_bytes(CHIP_FILE + kiosk.certificate.read_bytes())
    with tls_server(server, ours.file) as (url, heard):
        link = HttpLink(LinkSettings(url, ours.file, pair))
        with pytest.raises(PortalError) as caught:
            link.exchange("GET", "/v1/x", frozenset({200}))
        link.close()
    assert caught.value.outcome is Outcome.CERTIFICATE
    assert heard == []
