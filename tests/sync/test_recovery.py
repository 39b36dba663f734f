"""The slip as evidence: verified without a network, and the dossier taken from its second code."""

import json
from pathlib import Path

import cv2
import pytest
import qrcode
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from PIL import Image
from typer.testing import CliRunner

from sync import receipt_token, recovery
from sync.kiosk_keys import KeyUse, load_or_make, public_keys
from sync.receipt_token import SlipFacts, facts_of
from sync.recovery import RecoveryError, recover, recovery_code, with_recovery
from sync.reference_portal import secrets
from tests.sync.envelopes import PORTAL_KEY, PORTAL_PRIVATE, envelope
from ui.cli import receipts

RUN = CliRunner()
MEMBERS = [
    {"name": f"Trần Thị Mẫu {n}", "birth": "02/09/1990", "sex": "nữ", "id": f"00019000012{n}", "relation": "con"}
    for n in range(4)
]
FORM = {"form": "CT01@2026-07-01", "sha256": "ab" * 32, "answers": {"members": MEMBERS, "content": "Xác nhận cư trú"}}
ANSWERS = json.dumps({"forms": [FORM]}, ensure_ascii=False).encode()


def slip(answers: bytes = ANSWERS) -> tuple[SlipFacts, str]:
    manifest = envelope(7).manifest
    code = recovery_code(manifest.submission_id, answers, PORTAL_KEY)
    return with_recovery(facts_of(manifest), code), code


def test_the_answers_of_a_family_fit_and_come_back() -> None:
    facts, code = slip()
    assert 0 < len(code) <= recovery.LONGEST
    assert recover(code, facts, {"seal-1": PORTAL_PRIVATE}) == ANSWERS


def test_what_does_not_fit_has_no_code_and_leaves_no_digest() -> None:
    facts, code = slip(bytes(str(list(range(3000))), "ascii"))
    assert code == "" and recovery.PART not in facts.parts
    with pytest.raises(RecoveryError):
        recover(code, facts, {"seal-1": PORTAL_PRIVATE})


def test_a_code_of_another_slip_or_key_does_not_open() -> None:
    facts, code = slip()
    other_facts, other_code = slip()
    keys = {"seal-1": PORTAL_PRIVATE}
    for text, said in ((other_code, facts), (code, other_facts), (code[:-3], facts), ("KTR1:", facts)):
        with pytest.raises(RecoveryError):
            recover(text, said, keys)
    for wrong in ({}, {"seal-1": X25519PrivateKey.generate()}):
        with pytest.raises(RecoveryError):
            recover(code, facts, wrong)
    with pytest.raises(RecoveryError):
        recover("KTR1:%%%", with_recovery(facts, "KTR1:%%%"), keys)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The desk's folder: the kiosk's slip key, the portal's keys, a picture of the slip."""
    slip_key = load_or_make(tmp_path / "keys", "K07", KeyUse.SLIP)
    load_or_make(tmp_path / "keys", "K07", KeyUse.MANIFEST)
    sealing = secrets.load_or_make(tmp_path / "portal" / "keys").sealing
    manifest = envelope(7).manifest
    second = recovery_code(manifest.submission_id, ANSWERS, sealing)
    facts = with_recovery(facts_of(manifest), second)
    first = receipt_token.issue(facts, slip_key.private, slip_key.key_id)
    codes = [qrcode.make(text, box_size=5).get_image().convert("L") for text in (first, second)]
    paper = Image.new("L", (max(code.width for code in codes), sum(code.height for code in codes) + 80), 255)
    paper.paste(codes[0], (0, 0))
    paper.paste(codes[1], (0, codes[0].height + 80))
    paper.save(tmp_path / "slip.png")
    (tmp_path / "slip.txt").write_text(first)
    assert cv2.imread(str(tmp_path / "slip.png")) is not None
    return tmp_path


def run(*arguments: str, code: int = 0) -> str:
    result = RUN.invoke(receipts.app, list(arguments))
    assert result.exit_code == code, result.output
    return result.output


def test_a_slip_is_verified_from_its_picture_or_text_and_never_looks_accepted(desk: Path) -> None:
    for given in (str(desk / "slip.png"), (desk / "slip.txt").read_text()):
        said = json.loads(run("verify", given, "--keys", str(desk / "keys"), "--json"))
        assert (said["local_number"], said["accepted"]) == (facts_of(envelope(7).manifest).local_number, False)
    assert "chưa được tiếp nhận" in run("verify", str(desk / "slip.png"), "--keys", str(desk / "keys"))


def test_a_slip_of_nobody_is_refused(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    strangers = tmp_path_factory.mktemp("strangers")
    load_or_make(strangers, "K07", KeyUse.SLIP)
    run("verify", str(desk / "slip.png"), "--keys", str(strangers), code=1)
    run("verify", str(desk / "missing.png"), "--keys", str(desk / "keys"), code=1)
    run("verify", str(desk / "slip.txt"), "--keys", str(desk / "keys"), code=1)


def test_a_dossier_is_taken_from_the_slip_when_its_machine_is_lost(desk: Path) -> None:
    keys = ("--keys", str(desk / "keys"), "--portal", str(desk / "portal"))
    said = json.loads(run("recover", str(desk / "slip.png"), *keys, "--out", str(desk / "answers.json"), "--json"))
    assert said["forms"] == ["CT01@2026-07-01"]
    assert [problem["form"] for problem in said["problems"]] == ["CT01@2026-07-01"]  # an invented form
    assert json.loads((desk / "answers.json").read_text("utf-8")) == json.loads(ANSWERS)
    assert (desk / "answers.json").stat().st_mode & 0o777 == 0o600
    assert "nộp lại" in run("recover", str(desk / "slip.png"), *keys)
    run("recover", (desk / "slip.txt").read_text(), *keys, code=1)


def test_a_key_serves_one_use_only(desk: Path) -> None:
    assert set(public_keys(desk / "keys", KeyUse.SLIP)) == {"K07-slip-1"}
    assert set(public_keys(desk / "keys", KeyUse.MANIFEST)) == {"K07-manifest-1"}
