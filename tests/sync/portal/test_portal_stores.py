"""Where a larger portal keeps things: sealed parts behind fsspec, dossiers in several processes, PostgreSQL by URL."""

import json
import signal
import socket
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from own_postgres import MISSING, own_postgres

from sync.enrolment.request import make_request
from sync.http_link import HttpLink
from sync.http_portal import HttpPortal
from sync.link_settings import LinkSettings
from sync.receipt import Standing
from sync.reference_portal import secrets
from sync.reference_portal.authority import Authority
from sync.reference_portal.decisions import DecisionError, Decisions
from sync.reference_portal.enrolment import Enrolment
from sync.reference_portal.part_store import Parts, part_store
from sync.reference_portal.problems import Problem
from sync.reference_portal.tables import PortalDatabase
from sync.seal import seal
from sync.tls_key import FileKey
from tests.sync.envelopes import ANSWERS, NOON, envelope, particulars
from tests.sync.portal.desks import Person, deliver, desk_server, dossier
from tests.sync.portals import KIOSK_KEY, http_portal, portal_server, portal_settings

needs_postgres = [pytest.mark.thirdparty, pytest.mark.skipif(bool(MISSING), reason=MISSING)]


@pytest.fixture(params=["folder", "memory"])
def parts(request: pytest.FixtureRequest, tmp_path: Path) -> Parts:
    return part_store("" if request.param == "folder" else f"memory://{tmp_path.name}", tmp_path / "parts")


def test_a_part_is_kept_whole_or_not_at_all(parts: Parts) -> None:
    part = envelope(1).parts[0]
    digest = part.ref.sha256
    assert not parts.has(digest) and not parts.keep(digest, part.data + b"x") and not parts.has(digest)
    with pytest.raises(FileNotFoundError):
        parts.read(digest)
    assert parts.keep(digest, part.data) and parts.keep(digest, part.data)
    assert parts.has(digest) and parts.read(digest) == part.data


def test_a_portal_delivers_with_its_parts_elsewhere(tmp_path: Path) -> None:
    with desk_server(tmp_path, parts=f"memory://{tmp_path.name}") as portal:
        known = deliver(portal.url, dossier(1))
        person = Person(portal.url)
        person.log_in("an")
        assert "Trần Thị Mẫu" in person.page(f"/dossiers/{known}").text
    assert not (tmp_path / "parts").exists()


@contextmanager
def served(folder: Path, *options: str) -> Iterator[tuple[str, secrets.PortalSecrets]]:
    """`kiosk portal serve` as it is started in a hall, with K07 enrolled."""
    (folder / "enrolled").mkdir(parents=True)
    public = b64encode(KIOSK_KEY.private.public_key().public_bytes_raw()).decode()
    (folder / "enrolled" / f"{KIOSK_KEY.key_id}.pub").write_text(public, "ascii")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    start = "from ui.cli.main import run; run()"
    command = [sys.executable, "-c", start, "portal", "serve", "--folder", str(folder), "--port", str(port)]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            said = json.loads(process.stdout.readline())
            yield said["listen"], secrets.load_or_make(folder / "keys")
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(120)


def send(url: str, keys: secrets.PortalSecrets, sequence: int) -> str:
    """Deliver one invented dossier; return its code or standing."""
    sent = seal(particulars(sequence), (ANSWERS,), keys.sealing)
    receipts: dict[str, Ed25519PublicKey] = keys.receipt_key.public
    portal = HttpPortal(HttpLink(LinkSettings(url, loopback_http=True)), receipts, KIOSK_KEY)
    portal.offer(sent.manifest)
    portal.put_part(sent.manifest, sent.parts[0].ref, sent.parts[0].data)
    first, second = portal.complete(sent.manifest), portal.complete(sent.manifest)
    portal.close()
    assert first.signed == second.signed
    return first.standing


def test_several_processes_are_one_portal(tmp_path: Path) -> None:
    with served(tmp_path / "portal", "--workers", "2") as (url, keys), ThreadPoolExecutor(4) as many:
        standings = list(many.map(lambda n: send(url, keys, n), range(1, 13)))
        assert standings == ["returned"] * 12  # the portal does not hold the invented form
        assert requests.get(f"{url}/desk/login", timeout=60).status_code == 200


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a new database."""
    with own_postgres() as running:
        yield running.url


class TestPostgres:
    pytestmark = needs_postgres

    def test_tables_are_made_once_by_many_who_start_together(self, cluster: str) -> None:
        with ThreadPoolExecutor(6) as many:
            for opened in many.map(PortalDatabase, [cluster] * 6):
                opened.close()

    def test_codes_are_without_gaps_when_many_deliver_at_once(self, cluster: str, tmp_path: Path) -> None:
        def code(portal_url: str, sequence: int) -> str:
            sent = envelope(sequence)
            session = http_portal(portal_url)
            session.offer(sent.manifest)
            session.put_part(sent.manifest, sent.parts[0].ref, sent.parts[0].data)
            receipt = session.complete(sent.manifest)
            session.close()
            return receipt.dossier_code

        first = portal_server(tmp_path, database=cluster, agency="G01.1")
        second = portal_server(tmp_path, database=cluster, agency="G01.1")
        with first, second, ThreadPoolExecutor(6) as many:
            codes = list(many.map(lambda n: code((first, second)[n % 2].url, n), range(1, 25)))
        assert sorted(codes) == [f"G01.1-260916-{n:04d}" for n in range(1, 25)]

    def test_the_desk_decides_there_too(self, cluster: str, tmp_path: Path) -> None:
        with desk_server(tmp_path, database=cluster) as portal:
            known = deliver(portal.url, dossier(101))
            person = Person(portal.url)
            person.log_in("binh")
            page = person.submit(f"/dossiers/{known}/decision", seen="received", wanted="returned", reason="Thiếu giấy")
            assert "CẦN BỔ SUNG" in page.text and "Thiếu giấy" in page.text
            assert "14:05 16/09/2026" in person.page("/machines").text

    def test_of_many_who_decide_at_once_one_does(self, cluster: str, tmp_path: Path) -> None:
        settings = portal_settings(tmp_path, database=cluster, accepts_at_once=False)
        with portal_server(tmp_path, database=cluster, accepts_at_once=False) as portal:
            sent = envelope(202)
            deliver(portal.url, sent)
        database = PortalDatabase(cluster)
        desk = Decisions(settings, database, lambda: NOON)

        def decide(number: int) -> bool:
            try:
                desk.decide(sent.manifest.submission_id, Standing.RECEIVED, Standing.ACCEPTED, f"clerk{number}")
            except DecisionError as error:
                assert "xử lý" in str(error)
                return False
            return True

        with ThreadPoolExecutor(6) as many:
            assert sum(many.map(decide, range(6))) == 1
        database.close()

    def test_of_many_who_show_one_enrolment_code_at_once_one_gets_in(self, cluster: str, tmp_path: Path) -> None:
        authority, database = Authority(tmp_path / "ca"), PortalDatabase(cluster)
        enrolment = Enrolment(authority, database, lambda: NOON)
        request = make_request("K09", "xã Hoa Mai", FileKey.make(), {})

        def gets_in(secret: str) -> bool:
            try:
                enrolment.enrol("K09", secret, request)
            except Problem as problem:
                assert problem.status == 401
                return False
            return True

        with ThreadPoolExecutor(6) as many:
            for _ in range(10):
                secret = enrolment.new_code("K09", "xã Hoa Mai", authority.certificate).secret
                assert sum(many.map(gets_in, [secret] * 6)) == 1
        database.close()
