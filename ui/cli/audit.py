"""`kiosk audit`: who did what on this kiosk, and whether somebody changed the log."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.settings_file import DEFAULT, SettingsFile, read_settings

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from kiosk.audit import AuditLog
    from kiosk.settings import Settings

app = typer.Typer(help="Nhật ký kiểm tra: xem, đối chiếu. Audit log: list, verify, head.")

Json = Annotated[bool, typer.Option("--json", help="one JSON object a line")]
_WRONG = {
    "altered": "dòng đã bị sửa hoặc đổi chỗ",
    "missing": "dòng đã bị xóa",
    "tail_cut": "phần cuối nhật ký đã bị cắt",
    "rewritten": "nhật ký không còn là bản đã ký",
}


@app.command()
def verify(
    settings: SettingsFile = DEFAULT,
    head: Annotated[list[str] | None, typer.Option(help="a signed head the portal holds; may be repeated")] = None,
    keys: Annotated[Path | None, typer.Option(help="folder of `*-audit-*.pub` the portal was given")] = None,
    as_json: Json = False,
) -> None:
    """Đối chiếu cả chuỗi với các mốc đã ký; mã 1 khi có người đã sửa nhật ký.

    Walk the chain and compare it with the signed heads; exit 1 when somebody changed the log (auditor).
    """
    from kiosk.audit import Head, HeadError
    from kiosk.audit import verify as compare

    read = read_settings(settings)
    log = _log(read)
    texts = head or [text for text in [log.last_head()] if text]
    try:
        finding = compare(log, [Head.opened(text, _keys(read, keys)) for text in texts])
    except HeadError as error:
        print(f"Chữ ký của mốc không đúng: {error}", file=sys.stderr)
        raise typer.Exit(1) from error
    rows, _ = log.held()
    if as_json:
        broken = {"broken": finding.broken.value, "seq": finding.seq} if finding else {"broken": None}
        print(json.dumps({"rows": rows, "heads": len(texts), **broken}))
    elif finding is None:
        print(f"Nhật ký nguyên vẹn: {rows} dòng, đối chiếu {len(texts)} mốc đã ký.")
    else:
        print(f"NHẬT KÝ ĐÃ BỊ THAY ĐỔI ở dòng {finding.seq}: {_WRONG[finding.broken.value]}.")
    raise typer.Exit(0 if finding is None else 1)


@app.command("list")
def list_(
    settings: SettingsFile = DEFAULT,
    after: Annotated[int, typer.Option(help="rows after this number")] = 0,
    limit: Annotated[int, typer.Option(min=1)] = 100,
    as_json: Json = False,
) -> None:
    """Xem các dòng, cũ nhất trước; chỉ đọc. List rows, oldest first; read-only (auditor)."""
    for row in _log(read_settings(settings)).rows(after, limit):
        said = row.said
        line = f"{row.seq:6}  {said['at']}  {said['account']:8}  {said['act']:20}  {said['about']:18}  {said['code']}"
        print(row.body if as_json else line.rstrip())


@app.command()
def head(settings: SettingsFile = DEFAULT) -> None:
    """In mốc đã ký mới nhất, như đã gửi lên cổng. Print the newest signed head, as it went out with the telemetry."""
    print(_log(read_settings(settings)).last_head())


def _log(settings: Settings) -> AuditLog:
    from kiosk.audit import AuditError, AuditLog

    try:
        return AuditLog(settings.state / "audit", settings.kiosk)
    except AuditError as error:
        print(f"Không mở được nhật ký: {error}", file=sys.stderr)
        raise typer.Exit(2) from error


def _keys(settings: Settings, folder: Path | None) -> dict[str, Ed25519PublicKey]:
    from sync.kiosk_keys import KeyUse, public_keys

    return public_keys(folder or settings.state / "keys", KeyUse.AUDIT)
