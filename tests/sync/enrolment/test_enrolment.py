"""A kiosk enrols with a code, renews, is revoked and enrols again; nobody else gets in or learns anything."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import ExtendedKeyUsageOID

from sync.enrolment.client import EnrolmentError, EnrolmentFault, enrol
from sync.enrolment.code import CodeError, EnrolmentCode
from sync.enrolment.files import TlsFiles, read_pair
from sync.enrolment.renewal import Renewal, is_due
from sync.enrolment.request import RequestError, make_request, read_request
from sync.http_link import HttpLink
from sync.kiosk_keys import KeyUse
from sync.link_settings import LinkSettings
from sync.portal import Outcome, PortalError
from sync.reference_portal.app import create_app
from sync.reference_portal.authority import Authority
from sync.reference_portal.enrolment import Enrolment, with_enrolled
from sync.reference_portal.server import PortalServer, TlsSettings
from sync.reference_portal.tables import PortalDatabase
from sync.tls_key import FileKey
from tests.sync.certificates import SERVER
from tests.sync.certificates import Authority as OtherAuthority
from tests.sync.portals import Validator, Verifier, portal_settings

CENTRE = "Trung tâm Phục vụ hành chính công xã Hoa Mai"
MANIFEST = Ed25519PrivateKey.generate()
SIGNING = {KeyUse.MANIFEST: MANIFEST.public_key(), KeyUse.SLIP: Ed25519PrivateKey.generate().public_key()}


class Portal:
    """A reference portal over TLS whose clock a test turns."""

    def __init__(self, folder: Path) -> None:
        self.at = datetime.now(UTC)
        self.settings = portal_settings(folder, kiosks={})
        self.authority = Authority(folder / "ca")
        certificate, key = self.authority.server(["127.0.0.1"])
        self.certificate = x509.load_pem_x509_certificate(certificate.read_bytes())
        tls = TlsSettings(certificate, key, self.authority.file)
        app = create_app(self.settings, Validator(), Verifier(), now=lambda: self.at)
        self.server = PortalServer(app, tls=tls)
        self.database = PortalDatabase(self.settings.database_url)
        self.enrolment = Enrolment(self.authority, self.database, lambda: self.at)

    @property
    def url(self) -> str:
        return self.server.url

    def code(self, kiosk: str = "K07", centre: str = CENTRE) -> EnrolmentCode:
        return self.enrolment.new_code(kiosk, centre, self.certificate)

    def knows(self) -> list[str]:
        return sorted(with_enrolled(self.settings, self.database).kiosks)


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    one = Portal(tmp_path / "portal")
    with one.server:
        yield one
    one.database.close()


@pytest.fixture
def files(tmp_path: Path) -> TlsFiles:
    return TlsFiles(tmp_path / "kiosk" / "tls")


def link_of(portal: Portal, files: TlsFiles) -> LinkSettings:
    return LinkSettings(portal.url, files.ca, files.pair)


def ask(link: LinkSettings) -> int:
    session = HttpLink(link)
    try:
        return session.exchange("GET", "/v1/openapi.yaml", frozenset({200})).status
    finally:
        session.close()


def refused(link: LinkSettings) -> Outcome:
    with pytest.raises(PortalError) as caught:
        ask(link)
    return caught.value.outcome


def failed(portal: Portal, files: TlsFiles, code: EnrolmentCode, centre: str = CENTRE) -> EnrolmentFault:
    with pytest.raises(EnrolmentError) as caught:
        enrol(portal.url, code, centre, files, SIGNING, key=FileKey.make())
    return caught.value.fault


# --- the code -----------------------------------------------------------------------------------


def test_a_code_is_read_as_people_write_it() -> None:
    code = EnrolmentCode.make("K07", b"certificate")
    text = str(code)
    assert [len(part) for part in text.split("-")] == [3, 5, 5, 5, 5, 5, 5]
    for written in (text, text.lower(), text.replace("-", " "), text.replace("0", "o").replace("1", "I")):
        assert EnrolmentCode.parse("K07" + written[3:]) == code


def test_every_single_wrong_letter_is_nearly_always_noticed() -> None:
    text = str(EnrolmentCode.make("K07", b"certificate"))
    noticed = 0
    places = [place for place in range(4, len(text)) if text[place] != "-"]
    for place in places:
        wrong = text[:place] + ("2" if text[place] != "2" else "3") + text[place + 1 :]
        try:
            EnrolmentCode.parse(wrong)
        except CodeError:
            noticed += 1
    assert noticed >= len(places) - 6  # one in 32 is expected to slip through


@pytest.mark.parametrize("text", ["", "K07", "K07-ABCDE", "K07-" + "U" * 30, "X07-" + "0" * 30, "K07-" + "0" * 31])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(CodeError):
        EnrolmentCode.parse(text)


# --- enrolling ----------------------------------------------------------------------------------


def test_a_kiosk_enrols_once_and_is_known_by_certificate_and_signing_key(portal: Portal, files: TlsFiles) -> None:
    certificate = enrol(portal.url, portal.code(), CENTRE, files, SIGNING, key=FileKey.make())
    life = certificate.not_valid_after_utc - certificate.not_valid_before_utc
    assert timedelta(days=90) <= life < timedelta(days=91)
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.CLIENT_AUTH]
    assert ask(link_of(portal, files)) == 200
    assert portal.knows() == ["K07-manifest-1"]
    assert list(with_enrolled(portal.settings, portal.database).slip_keys) == ["K07-slip-1"]


def test_the_private_key_is_made_here_and_nobody_else_can_read_it(portal: Portal, files: TlsFiles) -> None:
    certificate = enrol(portal.url, portal.code(), CENTRE, files, SIGNING, key=FileKey.make())
    assert files.pair.stat().st_mode & 0o777 == 0o600
    held, key = read_pair(files.pair, files.pair)
    assert held == certificate
    assert isinstance(key, FileKey)
    assert key.public == certificate.public_key()
    secret = key.private.private_numbers().private_value.to_bytes(32)
    stored = b"".join(file.read_bytes() for file in portal.settings.folder.rglob("*") if file.is_file())
    assert secret not in stored


def test_a_code_works_once_for_fifteen_minutes_for_its_kiosk_and_centre(portal: Portal, files: TlsFiles) -> None:
    code = portal.code()
    assert failed(portal, files, replace(code, kiosk="K08")) is EnrolmentFault.REFUSED
    assert failed(portal, files, code, centre="Trung tâm khác") is EnrolmentFault.REFUSED
    assert not files.pair.exists()

    code = portal.code()
    enrol(portal.url, code, CENTRE, files, SIGNING, key=FileKey.make())
    assert failed(portal, files, code) is EnrolmentFault.REFUSED

    late = portal.code()
    portal.at += timedelta(minutes=15)
    assert failed(portal, files, late) is EnrolmentFault.REFUSED


def test_five_wrong_secrets_end_a_code(portal: Portal, files: TlsFiles) -> None:
    code = portal.code()
    for _ in range(5):
        assert failed(portal, files, replace(code, secret="0" * 10)) is EnrolmentFault.REFUSED
    assert failed(portal, files, code) is EnrolmentFault.REFUSED


def test_a_newer_code_ends_the_one_before(portal: Portal, files: TlsFiles) -> None:
    older, newer = portal.code(), portal.code()
    assert failed(portal, files, older) is EnrolmentFault.REFUSED
    enrol(portal.url, newer, CENTRE, files, SIGNING, key=FileKey.make())


def test_a_portal_with_another_certificate_than_the_code_names_hears_nothing(tmp_path: Path, files: TlsFiles) -> None:
    pair = OtherAuthority(tmp_path, "rogue").issue("server", SERVER)
    code = EnrolmentCode.make("K07", b"the certificate of the true portal")
    with listening_tls(pair.certificate, pair.key) as (url, heard), pytest.raises(EnrolmentError) as caught:
        enrol(url, code, CENTRE, files, SIGNING, key=FileKey.make())
    assert caught.value.fault is EnrolmentFault.NOT_THE_PORTAL
    assert heard == []
    assert not files.pair.exists()


@contextmanager
def listening_tls(certificate: Path, key: Path) -> Iterator[tuple[str, list[bytes]]]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    heard: list[bytes] = []
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        line, _ = listening.accept()
        with line, context.wrap_socket(line, server_side=True) as secure:
            if said := secure.recv(100):
                heard.append(said)

    thread = Thread(target=serve, daemon=True)
    thread.start()
    yield f"https://127.0.0.1:{listening.getsockname()[1]}", heard
    thread.join(5)
    listening.close()


@pytest.mark.parametrize(
    ("url", "fault"),
    [("http://127.0.0.1:1", EnrolmentFault.NOT_THE_PORTAL), ("https://127.0.0.1:1", EnrolmentFault.AWAY)],
)
def test_a_portal_that_is_away_or_not_https_is_told(url: str, fault: EnrolmentFault, files: TlsFiles) -> None:
    with pytest.raises(EnrolmentError) as caught:
        enrol(url, EnrolmentCode.make("K07", b""), CENTRE, files, SIGNING, key=FileKey.make())
    assert caught.value.fault is fault


def test_a_request_proves_its_key_and_carries_the_signing_keys() -> None:
    request = make_request("K07", CENTRE, FileKey.make(), SIGNING)
    read = read_request(request)
    assert (read.kiosk, read.centre) == ("K07", CENTRE)
    assert {use: key.public_bytes_raw() for use, key in read.signing.items()} == {
        use: key.public_bytes_raw() for use, key in SIGNING.items()
    }
    for wrong in (b"", b"rubbish", request[:-1], request[:-4] + b"\0\0\0\0", bytes(9000)):
        with pytest.raises(RequestError):
            read_request(wrong)
    with pytest.raises(RequestError):
        read_request(make_request("K07", CENTRE, FileKey(ec.generate_private_key(ec.SECP384R1())), SIGNING))


# --- revoking -----------------------------------------------------------------------------------


def test_a_revoked_kiosk_is_refused_and_a_new_code_lets_it_in_again(portal: Portal, files: TlsFiles) -> None:
    enrol(portal.url, portal.code(), CENTRE, files, SIGNING, key=FileKey.make())
    link = link_of(portal, files)
    assert portal.enrolment.revoke("K07") == 1
    assert refused(link) is Outcome.NOT_ENROLLED
    assert portal.knows() == []
    enrol(portal.url, portal.code(), CENTRE, files, SIGNING, key=FileKey.make())
    assert ask(link) == 200


def test_enrolling_again_ends_the_certificate_before(portal: Portal, files: TlsFiles, tmp_path: Path) -> None:
    old = TlsFiles(tmp_path / "stolen")
    enrol(portal.url, portal.code(), CENTRE, old, SIGNING, key=FileKey.make())
    enrol(portal.url, portal.code(), CENTRE, files, SIGNING, key=FileKey.make())
    assert refused(link_of(portal, old)) is Outcome.NOT_ENROLLED
    assert ask(link_of(portal, files)) == 200


def test_without_a_certificate_nothing_of_the_contract_is_answered(portal: Portal) -> None:
    assert refused(LinkSettings(portal.url, portal.authority.file)) is Outcome.NOT_ENROLLED


def test_a_certificate_that_is_over_is_refused_by_the_portals_own_clock(portal: Portal, files: TlsFiles) -> None:
    enrol(portal.url, portal.code(), CENTRE, files, SIGNING, key=FileKey.make())
    portal.at += timedelta(days=91)
    assert refused(link_of(portal, files)) is Outcome.NOT_ENROLLED


# --- renewing -----------------------------------------------------------------------------------


def test_a_certificate_is_renewed_after_two_thirds_of_its_life_with_the_same_key(
    portal: Portal, files: TlsFiles
) -> None:
    first = enrol(portal.url, portal.code(), CENTRE, files, SIGNING, key=FileKey.make())
    now = portal.at.timestamp()
    renewal = Renewal(link_of(portal, files), SIGNING, lambda: now)
    now += 59 * 86400
    assert not renewal.renew_when_due()
    now += 2 * 86400
    assert renewal.renew_when_due()
    second, key = read_pair(files.pair, files.pair)
    assert second.serial_number != first.serial_number
    assert key.public == first.public_key()
    assert files.pair.stat().st_mode & 0o777 == 0o600
    assert ask(link_of(portal, files)) == 200


def test_a_key_that_lies_apart_is_never_copied(portal: Portal, files: TlsFiles, tmp_path: Path) -> None:
    """A credential of systemd, or a key in a chip: only the certificate is written."""
    enrol(portal.url, portal.code(), CENTRE, files, SIGNING, key=FileKey.make())
    both = files.pair.read_bytes()
    end = both.index(b"-----BEGIN CERTIFICATE")
    key, certificate = tmp_path / "credential", tmp_path / "kiosk.crt"
    key.write_bytes(both[:end])
    certificate.write_bytes(both[end:])
    link = LinkSettings(portal.url, files.ca, certificate, key)
    assert Renewal(link, SIGNING, lambda: portal.at.timestamp() + 80 * 86400).renew_when_due()
    assert b"PRIVATE" not in certificate.read_bytes()
    assert certificate.read_bytes() != both[end:]
    assert ask(link) == 200


def test_a_revoked_kiosk_cannot_renew_and_keeps_what_it_has(portal: Portal, files: TlsFiles) -> None:
    enrol(portal.url, portal.code(), CENTRE, files, SIGNING, key=FileKey.make())
    portal.enrolment.revoke("K07")
    before = files.pair.read_bytes()
    with pytest.raises(PortalError) as caught:
        Renewal(link_of(portal, files), SIGNING, lambda: portal.at.timestamp() + 80 * 86400).renew_when_due()
    assert caught.value.outcome is Outcome.NOT_ENROLLED
    assert files.pair.read_bytes() == before


def test_a_kiosk_cannot_renew_for_another(portal: Portal, files: TlsFiles, tmp_path: Path) -> None:
    enrol(portal.url, portal.code(), CENTRE, files, SIGNING, key=FileKey.make())
    _, key = read_pair(files.pair, files.pair)
    request = make_request("K08", CENTRE, key, SIGNING)
    with pytest.raises(PortalError) as caught:
        Renewal(link_of(portal, files), SIGNING)._ask(request)
    assert caught.value.outcome is Outcome.NOT_ENROLLED


def test_without_enrolment_there_is_nothing_to_renew() -> None:
    assert not Renewal(LinkSettings("http://127.0.0.1:1", loopback_http=True), SIGNING).renew_when_due()


def test_two_thirds(files: TlsFiles, portal: Portal) -> None:
    made = enrol(portal.url, portal.code(), CENTRE, files, SIGNING, key=FileKey.make())
    since, until = made.not_valid_before_utc.timestamp(), made.not_valid_after_utc.timestamp()
    due = since + (until - since) * 2 / 3
    assert not is_due(made, due - 1)
    assert is_due(made, due + 1)
