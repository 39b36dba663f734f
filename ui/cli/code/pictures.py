"""`kiosk code decode`: the codes in picture files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def decode(
    files: Annotated[list[Path], typer.Argument(help="picture files", exists=True, dir_okay=False)],
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object a file")] = False,
) -> None:
    """Đọc mã QR trong tệp ảnh; mã 1 khi có tệp không đọc được mã nào.

    Read the QR codes in picture files; exit 1 when a file holds none that can be read.
    """
    unread = 0
    for file in files:
        codes = _codes_in(file)
        unread += not codes
        if as_json:
            print(json.dumps({"file": str(file), "codes": codes}, ensure_ascii=False))
        else:
            print(f"{file}: " + ("; ".join(_printable(str(code["text"])) for code in codes) or "không đọc được mã nào"))
    raise typer.Exit(1 if unread else 0)


def _codes_in(file: Path) -> list[dict[str, object]]:
    from drivers.code.decode import decode_file

    codes = decode_file(file)
    if codes is None:
        raise typer.BadParameter(f"{file}: không phải tệp ảnh / not a picture")
    return [
        {"text": code.text, "engine": code.engine, "quad": [[round(x), round(y)] for x, y in code.quad]}
        for code in codes
    ]


def _printable(text: str) -> str:
    """A terminal is no safe place for a stranger's text."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
