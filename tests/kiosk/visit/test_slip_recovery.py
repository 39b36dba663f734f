"""The printed slip is enough: the desk reads both codes from its picture, although the machine burnt."""

import json
from io import BytesIO

import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from PIL import Image, ImageFilter
from typer.testing import CliRunner

from drivers.code.decode import decode_frame
from kiosk.receipts import to_png
from kiosk.visit import events as ev
from kiosk.visit.states import State
from sync import receipt_token, recovery
from sync.kiosk_keys import KeyUse, load_or_make
from sync.reference_portal import secrets
from ui.cli import receipts


@pytest.fixture
def desk(stage, tmp_path):
    """The desk that holds the portal's keys and the kiosk's slip key."""
    office = stage.visit._mechanics.means.office
    office.portal_key = secrets.load_or_make(tmp_path / "portal" / "keys").sealing
    office.slip_key = load_or_make(tmp_path / "keys", "K07", KeyUse.SLIP)
    return tmp_path


def printed(stage):
    return Image.open(BytesIO(to_png(stage.printer.pages[-1]))).convert("L")


def scanned(page):
    """As an office scanner at 300 dpi sees a slip that lies a little askew: larger, turned, soft, grey."""
    larger = page.resize((round(page.width * 300 / 203), round(page.height * 300 / 203)), Image.Resampling.BICUBIC)
    askew = larger.rotate(1.5, expand=True, fillcolor=255).filter(ImageFilter.GaussianBlur(1.2))
    return askew.point(lambda grey: 40 + grey * 0.75)


def codes(picture):
    return {code.text[:5]: code.text for code in decode_frame(np.array(picture.convert("RGB")))}


@pytest.mark.parametrize("seen", [lambda page: page, scanned], ids=["as printed", "as scanned"])
async def test_the_desk_gets_the_answers_from_the_slip_alone(stage, desk, seen):
    await stage.done()
    seen(printed(stage)).save(desk / "slip.png")
    keys = ("--keys", str(desk / "keys"), "--portal", str(desk / "portal"))
    result = CliRunner().invoke(
        receipts.app, ["recover", str(desk / "slip.png"), *keys, "--out", str(desk / "answers.json"), "--json"]
    )
    assert result.exit_code == 0, result.output
    said = json.loads(result.output)
    assert (said["local_number"], said["accepted"]) == (stage.now.submitted.local_number, False)
    assert said["problems"] == []
    filled = stage.visit._mechanics.session.filling.outputs()
    recovered = json.loads((desk / "answers.json").read_text("utf-8"))
    assert recovered["forms"] == [{"form": f.form, "sha256": f.sha256, "answers": f.answers} for f in filled]


async def test_both_codes_are_sealed_or_signed_and_none_is_an_acceptance(stage, desk):
    await stage.done()
    found = codes(printed(stage))
    assert set(found) == {receipt_token.PREFIX, recovery.PREFIX}
    facts = receipt_token.verify(found["KTN1:"], load_or_make(desk / "keys", "K07", KeyUse.SLIP).public)
    assert recovery.PART in facts.parts
    with pytest.raises(recovery.RecoveryError):
        recovery.recover(found["KTR1:"], facts, {"seal-1": X25519PrivateKey.generate()})


async def test_a_form_too_long_for_a_code_says_so_on_the_slip(stage, desk, monkeypatch):
    monkeypatch.setattr(recovery, "LONGEST", 100)
    await stage.done()
    assert set(codes(printed(stage))) == {receipt_token.PREFIX}
    assert stage.now.state is State.DONE
    await stage.tell(ev.Finish())
