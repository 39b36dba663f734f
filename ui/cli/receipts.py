"""`kiosk receipts`: check a slip without a network, and take a dossier from it when its machine is lost."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from sync.receipt_token import SlipFacts

app = typer.Typer(help="Phiếu của kiosk: kiểm tra chữ ký, lấy lại hồ sơ. Slips: verify, recover.")

Slip = Annotated[str, typer.Argument(help="a picture of the slip, or the text of its code")]
Keys = Annotated[Path, typer.Option(help="folder of the kiosks' `*-slip-*.pub` keys")]
Json = Annotated[bool, typer.Option("--json", help="one JSON object")]


@app.command()
def verify(slip: Slip, keys: Keys, as_json: Json = False) -> None:
    """Kiểm chữ ký của phiếu; mã 1 khi không phải phiếu của kiosk.

    Check the slip's signature (desk staff); exit 1 when it is not a kiosk's.
    """
    facts = _facts(_codes(slip), keys)
    if as_json:
        print(json.dumps(_plain(facts)))
        return
    print(f"Phiếu {facts.local_number} do máy {facts.kiosk} in là thật.")
    print(f"Thủ tục {facts.procedure}, lưu lúc {facts.issued_at.astimezone():%H:%M %d/%m/%Y}.")
    if facts.clock == "uncertain":
        print("Giờ của máy khi lưu không chắc chắn.")
    print("Đây là số phiếu tại máy, chưa phải mã hồ sơ: hồ sơ chưa được tiếp nhận.")


@app.command()
def recover(
    slip: Slip,
    keys: Keys,
    portal: Annotated[Path, typer.Option(help="the portal's folder, which holds its private keys")],
    out: Annotated[Path | None, typer.Option(help="write the answers here (personal data)")] = None,
    as_json: Json = False,
) -> None:
    """Mở mã thứ hai của phiếu tại cổng và xét câu trả lời; mã 1 khi không mở được.

    Open the slip's second code at the portal and judge its answers; exit 1 when it cannot be opened.
    """
    import resources
    from kiosk.portal import Forms
    from kiosk.visit.clock import VIETNAM
    from sync.recovery import PREFIX, RecoveryError
    from sync.recovery import recover as opened
    from sync.reference_portal.secrets import load_or_make

    codes = _codes(slip)
    facts = _facts(codes, keys)
    second = next((code for code in codes if code.startswith(PREFIX)), "")
    try:
        answers = json.loads(opened(second, facts, load_or_make(portal / "keys").seal_keys))
    except RecoveryError as error:
        _refuse(f"Không lấy lại được hồ sơ: {error}")
    forms, filed = Forms(resources.path("forms")), facts.issued_at.astimezone(VIETNAM).date()
    problems = [
        {"form": one["form"], "pointer": pointer, "message": message}
        for one in answers["forms"]
        for pointer, message in forms.problems(one["form"], one["sha256"], one["answers"], filed)
    ]
    if out is not None:
        out.touch(mode=0o600)
        out.write_text(json.dumps(answers, ensure_ascii=False), "utf-8")
    said = {**_plain(facts), "forms": [one["form"] for one in answers["forms"]], "problems": problems}
    if as_json:
        print(json.dumps(said, ensure_ascii=False))
    else:
        print(f"Lấy lại được {facts.local_number}: {len(said['forms'])} tờ khai, {len(problems)} chỗ cần sửa.")
        print("Giấy tờ đính kèm không có trong mã: mời công dân nộp lại.")


def _codes(slip: str) -> Sequence[str]:
    """The texts of all codes on a picture, or the text that was given."""
    from sync import receipt_token

    if slip.startswith(receipt_token.PREFIX):
        return (slip,)
    from drivers.code.decode import decode_file

    try:
        codes = decode_file(slip)
    except OSError as error:
        _refuse(f"Không mở được {slip}: {error.strerror}")
    if codes is None:
        _refuse(f"{slip} không phải tệp ảnh.")
    return [code.text for code in codes]


def _facts(codes: Sequence[str], keys: Path) -> SlipFacts:
    from sync import receipt_token
    from sync.kiosk_keys import KeyUse, public_keys

    token = next((code for code in codes if code.startswith(receipt_token.PREFIX)), "")
    try:
        return receipt_token.verify(token, public_keys(keys, KeyUse.SLIP))
    except receipt_token.TokenError as error:
        _refuse(f"Không phải phiếu thật của kiosk: {error}")


def _plain(facts: SlipFacts) -> dict[str, Any]:
    return {
        "kiosk": facts.kiosk,
        "local_number": facts.local_number,
        "submission_id": str(facts.submission_id),
        "procedure": facts.procedure,
        "issued_at": facts.issued_at.isoformat(),
        "clock": str(facts.clock),
        "parts": dict(facts.parts),
        "accepted": False,
    }


def _refuse(words: str) -> NoReturn:
    print(words, file=sys.stderr)
    raise typer.Exit(1)
