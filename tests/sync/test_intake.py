"""What the reference portal refuses, and that it recognises what it has seen."""

import dataclasses
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync import jws
from sync.envelope import ClearPart, Envelope, Manifest
from sync.jws import SigningKey
from sync.local_number import local_number
from sync.portal import PortalError
from sync.reference_portal.app import LARGEST_WHOLE
from sync.reference_portal.server import PortalServer
from tests.sync.envelopes import ANSWERS, NOON, envelope
from tests.sync.portals import KIOSK_KEY, http_portal, portal_server


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalServer]:
    with portal_server(tmp_path_factory.mktemp("portal")) as running:
        yield running


def put(portal: PortalServer, submission_id: UUID, payload: bytes, key: SigningKey = KIOSK_KEY) -> requests.Response:
    body = jws.flattened(jws.sign(payload, key))
    return requests.put(f"{portal.url}/v1/submissions/{submission_id}", json=body, timeout=10)


def said(manifest: Manifest, **changed: object) -> bytes:
    return dataclasses.replace(manifest, particulars=dataclasses.replace(manifest.particulars, **changed)).canonical()


def deliver(portal: PortalServer, sent: Envelope) -> None:
    session = http_portal(portal.url)
    session.offer(sent.manifest)
    for part in sent.parts:
        session.put_part(sent.manifest, part.ref, part.data)
    session.close()


def test_the_same_again_is_answered_the_same_and_another_manifest_is_refused(portal: PortalServer) -> None:
    manifest = envelope(1).manifest
    key = manifest.submission_id
    assert [put(portal, key, manifest.canonical()).status_code for _ in range(3)] == [201, 200, 200]
    other = said(manifest, procedure="1.004222")
    refused = put(portal, key, other)
    assert (refused.status_code, refused.json()["retry"]) == (409, "never")
    assert refused.headers["Content-Type"] == "application/problem+json"


def test_only_enrolled_kiosks_are_heard_and_each_for_itself(portal: PortalServer) -> None:
    manifest = envelope(2).manifest
    stranger = SigningKey("K07-manifest-1", Ed25519PrivateKey.generate())
    unknown = SigningKey("K99-manifest-1", Ed25519PrivateKey.generate())
    for key in (stranger, unknown):
        refused = put(portal, manifest.submission_id, manifest.canonical(), key)
        assert (refused.status_code, refused.json()["retry"]) == (403, "after_fix")
    foreign = said(manifest, kiosk="K08", local_number=local_number("K08", NOON.date(), 2))
    assert put(portal, manifest.submission_id, foreign).status_code == 403
    for protected in ("", urlsafe_b64encode(b"[" * 99_999).decode()):
        unsigned = {"protected": protected, "payload": "", "signature": ""}
        bare = requests.put(f"{portal.url}/v1/submissions/{manifest.submission_id}", json=unsigned, timeout=10)
        assert bare.status_code == 403


def test_malformed_manifests_are_refused_for_ever(portal: PortalServer) -> None:
    manifest = envelope(3).manifest
    key = manifest.submission_id
    plain = json.loads(manifest.canonical())
    right = manifest.particulars.local_number
    wrong = right[:-1] + ("1" if right[-1] == "0" else "0")  # another check character
    broken = [
        b"rubbish",
        json.dumps(plain).encode(),  # not canonical
        json.dumps({**plain, "holder": "friend"}, sort_keys=True, separators=(",", ":")).encode(),
        said(manifest, local_number=wrong),
        envelope(4).manifest.canonical(),  # of another submission
    ]
    for payload in broken:
        refused = put(portal, key, payload)
        assert (refused.status_code, refused.json()["retry"]) == (422, "never"), payload
    assert requests.put(f"{portal.url}/v1/submissions/nonsense", json={}, timeout=10).status_code == 422


def test_parts_must_be_those_that_were_announced(portal: PortalServer) -> None:
    sent = envelope(5)
    url = f"{portal.url}/v1/submissions/{sent.manifest.submission_id}/parts"
    part = sent.parts[0]
    assert requests.put(f"{url}/{part.ref.sha256}", part.data, timeout=10).status_code == 404  # not offered yet
    put(portal, sent.manifest.submission_id, sent.manifest.canonical())
    flipped = bytes([part.data[0] ^ 1]) + part.data[1:]
    for digest, data, status in (
        ("0" * 64, part.data, 422),
        (part.ref.sha256, flipped, 422),
        (part.ref.sha256, part.data + b"x", 422),
        (part.ref.sha256, bytes(LARGEST_WHOLE + 1), 413),
        ("nonsense", part.data, 422),
        (part.ref.sha256, part.data, 204),
        (part.ref.sha256, part.data, 204),
    ):
        assert requests.put(f"{url}/{digest}", data, timeout=10).status_code == status


def test_a_large_part_with_another_digest_does_not_count(portal: PortalServer) -> None:
    sent = envelope(6, ClearPart("paper-1", "application/pdf", bytes(300_000)))
    session = http_portal(portal.url)
    session.offer(sent.manifest)
    part, data = sent.manifest.parts[0], sent.parts[0].data
    upload = session.begin_upload(sent.manifest, part)
    try:
        session.send_chunk(upload, bytes(len(data)))
    except Exception as error:  # noqa: BLE001 (how the portal says it is not the question here)
        assert "422" in str(error) or "500" in str(error)
    held = session.held(sent.manifest)
    session.close()
    assert held is not None and held.missing == {part.sha256}


def test_only_announced_parts_may_be_uploaded(portal: PortalServer) -> None:
    sent = envelope(9, ClearPart("paper-1", "application/pdf", bytes(300_000)))
    session = http_portal(portal.url)
    with pytest.raises(PortalError):  # not offered yet
        session.begin_upload(sent.manifest, sent.manifest.parts[0])
    session.offer(sent.manifest)
    for wrong in ({"size": 5}, {"sha256": "0" * 64}):
        with pytest.raises(PortalError):
            session.begin_upload(sent.manifest, dataclasses.replace(sent.manifest.parts[0], **wrong))
    session.begin_upload(sent.manifest, sent.manifest.parts[0])
    session.close()
    nameless = {"Tus-Resumable": "1.0.0", "Upload-Length": "5", "Upload-Metadata": "filename eA==,filetype eA=="}
    assert requests.post(f"{portal.url}/v1/uploads", headers=nameless, timeout=10).status_code == 422


def test_completed_by_many_at_once_there_is_one_dossier(portal: PortalServer) -> None:
    sent = envelope(7, ANSWERS)
    deliver(portal, sent)
    url = f"{portal.url}/v1/submissions/{sent.manifest.submission_id}/complete"
    with ThreadPoolExecutor(8) as many:
        receipts = {one.json()["receipt"] for one in many.map(lambda _: requests.post(url, timeout=20), range(16))}
    assert len(receipts) == 1


def test_dossiers_tell_their_state_and_nothing_else(portal: PortalServer) -> None:
    sent = envelope(8)
    deliver(portal, sent)
    session = http_portal(portal.url)
    code = session.complete(sent.manifest).dossier_code
    session.close()
    told = requests.get(f"{portal.url}/v1/dossiers/{code}", timeout=10).json()
    assert set(told) == {"dossier_code", "local_number", "standing"}
    assert requests.get(f"{portal.url}/v1/dossiers/H36.12-260916-9999", timeout=10).status_code == 404


def test_codes_of_a_day_have_no_gaps_and_start_anew(tmp_path: Path) -> None:
    with portal_server(tmp_path, agency="G01.899.909") as portal:
        codes = []
        for sequence in (1, 2, 3):
            sent = envelope(sequence)
            deliver(portal, sent)
            session = http_portal(portal.url)
            codes.append(session.complete(sent.manifest).dossier_code)
            session.close()
    assert codes == [f"G01.899.909-260916-000{n}" for n in (1, 2, 3)]
