"""Every verdict and every reason a reading can give has words for staff."""

import re
from pathlib import Path

from drivers.ports import Verdict
from kiosk.identity.verdict_words import reason_words, verdict_words

EMRTD = Path(__file__).parents[3] / "drivers" / "card" / "emrtd"


def test_every_verdict_has_its_own_words():
    assert len({verdict_words(verdict) for verdict in Verdict}) == len(Verdict)


def test_every_reason_in_the_code_has_words():
    code = "\n".join((EMRTD / f"{name}.py").read_text() for name in ("judgement", "trust", "evidence"))
    named = set(re.findall(r'"([A-Z0-9]+(?:_[A-Z0-9]+)+)"', code))
    dated = {f"{who}_{what}" for who in ("SIGNER", "CSCA") for what in ("EXPIRED", "NOT_YET_VALID")}
    reasons = named | dated | {"DG1_DIFFERS", "DG13_NOT_IN_SOD"}
    assert len(reasons) > 15
    assert [reason for reason in sorted(reasons) if reason_words([reason]) == (reason,)] == []


def test_the_same_reason_for_two_files_is_said_once():
    assert len(reason_words(["DG1_DIFFERS", "DG13_DIFFERS", "SIGNATURE_BAD"])) == 2
    assert reason_words(["NEVER_SEEN"]) == ("NEVER_SEEN",)
