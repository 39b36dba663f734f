"""The portal judges the chip's evidence itself and keeps both findings side by side."""

import json

import cbor2
import pytest

from sync.envelope import ClearPart
from sync.reference_portal.opening import Opener
from sync.reference_portal.part_store import FolderParts
from sync.seal import seal
from tests.sync.envelopes import NOON, PORTAL_KEY, particulars
from tests.sync.portals import Validator, Verifier, portal_settings

SAID = {"verdict": "GENUINE", "findings": {"chip": "ok"}, "reasons": []}


def chips_of(folder, evidence, answers=None):
    answers = answers or {"forms": [], "identity": SAID, "parties": {"mother": SAID}}
    parts = [ClearPart("answers", "application/json", json.dumps(answers).encode())]
    if evidence is not None:
        parts.append(ClearPart("evidence", "application/cbor", evidence))
    envelope = seal(particulars(), parts, PORTAL_KEY)
    store = FolderParts(folder / "parts")
    for part in envelope.parts:
        store.keep(part.ref.sha256, part.data)
    return Opener(portal_settings(folder), store, Validator(), Verifier()).chips(envelope.manifest, NOON)


def chip(transcript):
    return {"files": {"SOD": b"1", "DG1": b"2"}, "transcript": transcript}


def test_every_partys_chip_is_judged_again(tmp_path):
    evidence = cbor2.dumps({"requester": chip(b"proof"), "mother": chip(b"other")})
    found = chips_of(tmp_path, evidence)
    assert found["requester"]["portal"]["verdict"] == "GENUINE"
    assert found["mother"]["kiosk"]["verdict"] == "GENUINE"
    assert found["mother"]["portal"]["verdict"] == "UNTRUSTED"


def test_without_a_chip_there_is_nothing_to_judge(tmp_path):
    assert chips_of(tmp_path, None) == {}


@pytest.mark.parametrize(
    "evidence", [b"", b"\xff\xff", cbor2.dumps([1]), cbor2.dumps("x"), cbor2.dumps({"requester": 5})]
)
def test_hostile_evidence_is_told_and_breaks_nothing(tmp_path, evidence):
    found = chips_of(tmp_path, evidence)
    assert all(both["portal"]["verdict"] == "UNREADABLE" for both in found.values())


def test_hostile_answers_break_nothing(tmp_path):
    found = chips_of(tmp_path, cbor2.dumps({"requester": chip(b"proof")}), {"identity": 3, "forms": []})
    assert found["requester"]["kiosk"] == {"verdict": "", "findings": {}, "reasons": []}
    assert found["requester"]["portal"]["verdict"] == "GENUINE"
